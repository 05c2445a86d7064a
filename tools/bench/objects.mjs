// COCO's mean average precision of generated images against pycocotools: `node tools/bench/objects.mjs [images]`. PYTHON names another Python than
// setup.sh's; it needs pycocotools. Both sides make the same images, and print the same numbers. pycocotools is timed without the making of its index.
import { MetricState } from '@lml/core';
import { meanAveragePrecision } from '@lml/metrics';
import { median, ownTurns, pythonTurns, timesByTurns } from './by-turns.mjs';

const [IMAGES, BATCH, CLASSES] = [Number(process.argv[2] ?? 500), 10, 80];

/** Images of 3 to 11 objects of 80 classes and 50 to 100 that are found, near ones and others: as `objects.py` makes them. */
function scenes() {
  let state = 1;
  const next = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: IMAGES }, () => {
    const right = Array.from({ length: 3 + next(9) }, () => ({
      box: [next(500), next(400), 4 + next(160), 4 + next(160)],
      label: next(CLASSES),
    }));
    const found = Array.from({ length: 50 + next(51) }, () => {
      const { box, label } = /** @type {{ box: number[], label: number }} */ (right[next(right.length)]);
      const isNear = next(3) === 0;
      return {
        box: isNear ? box.map((side) => side + next(9)) : [next(500), next(400), 4 + next(160), 4 + next(160)],
        label: isNear ? label : next(CLASSES),
        score: next(2 ** 24) / 2 ** 24,
      };
    });
    return { found, right };
  });
}

/** @typedef {{ box: number[], label: number, score?: number }} Thing */

const images = scenes();
const columns = (/** @type {Thing[]} */ things) => ({
  boxes: { dtype: /** @type {const} */ ('float32'), shape: [things.length, 4], data: Float32Array.from(things.flatMap(({ box }) => box)) },
  labels: Int32Array.from(things, ({ label }) => label),
}); // prettier-ignore
const batches = Array.from({ length: Math.ceil(IMAGES / BATCH) }, (_, batch) => {
  const some = images.slice(batch * BATCH, (batch + 1) * BATCH);
  return {
    predictions: some.map(({ found }) => ({
      ...columns(found),
      scores: Float32Array.from(found, ({ score }) => score),
    })),
    targets: some.map(({ right }) => columns(right)),
  };
});

/** @type {Record<string, unknown>} */
let result = {};
const run = async (/** @type {number} */ steps) => {
  for (let step = 0; step < steps; step++) {
    const state = new MetricState(meanAveragePrecision({ boxFormat: 'xywh' }));
    for (const { predictions, targets } of batches) await state.update(predictions, targets);
    result = /** @type {Record<string, unknown>} */ (state.compute());
  }
};
const peers = [ownTurns(run, () => undefined), pythonTurns('objects.py', [IMAGES])];
const times = await timesByTurns(peers, { rounds: 5, steps: 1 });
const [own = NaN, other = NaN] = [0, 1].map((peer) => median(times.map((round) => Number(round[peer]))));
const { map, map50, mar100 } = result;
console.log(`mean average precision of ${IMAGES} images: ${own.toFixed(0)} ms, ${other.toFixed(0)} ms by pycocotools: ${(other / own).toFixed(1)} times as fast. ${JSON.stringify({ map, map50, mar100 })}`); // prettier-ignore

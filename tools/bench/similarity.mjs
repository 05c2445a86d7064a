// Structural similarity of images, in a compiled step and against torchmetrics: `node tools/bench/similarity.mjs [channels]`. PYTHON names
// another Python than setup.sh's.
import { onnx } from '@lml/compiler';
import { ndArray, RandomStreams } from '@lml/core';
import { structuralSimilarityIndexMeasure } from '@lml/metrics';
import { median, ownTurns, pythonTurns, timesByTurns } from './by-turns.mjs';

const [IMAGES, SIZE, CHANNELS] = [64, 256, Number(process.argv[2] ?? 1)];
const ROUNDS = 7;

/** A step that does nothing but count. */
async function own() {
  const metric = structuralSimilarityIndexMeasure({ dataRange: 1 });
  const empty = Object.entries(metric.init({}));
  const engine = onnx({ threads: 1 });
  await engine.setup({ seed: 0 });
  engine.declare(
    empty.map(([name, value]) => ({ name, shape: value.shape, dtype: 'float32', trainable: false, value })),
  );
  /** @type {import('@lml/core/engine').Step} */
  const step = {
    name: 'similarity',
    stage: 'test',
    training: false,
    run({ prediction, target }, context) {
      const state = Object.fromEntries(empty.map(([name]) => [name, context.read(name)]));
      const input = /** @type {import('@lml/core').TensorMetricInput} */ ({ prediction, target });
      const counted = metric.update(state, input, { ...context, stage: 'test' });
      for (const [name, value] of Object.entries(counted)) context.write(name, value);
      return {};
    },
  };
  const random = new RandomStreams(0);
  const shape = [IMAGES, SIZE, SIZE, CHANNELS];
  const count = shape.reduce((product, size) => product * size, 1);
  const [target, noise] = ['images', 'noise'].map((name) => random.uniform(name, 0, count, 0, 1));
  const prediction = target?.map((value, at) => 0.8 * value + 0.2 * Number(noise?.[at]));
  const batch = { prediction: ndArray(prediction, { shape }), target: ndArray(target, { shape }) };
  const run = async (/** @type {number} */ steps) => {
    for (let index = 0; index < steps; index++) await engine.run(step, batch, { step: index });
  };
  return ownTurns(run, () => engine.dispose());
}

const peers = [await own(), pythonTurns('similarity.py', [IMAGES, SIZE, CHANNELS])];
const times = await timesByTurns(peers, { rounds: ROUNDS, steps: 1 });
const [mine, theirs] = [0, 1].map((peer) => median(times.map((round) => Number(round[peer]))).toFixed(0));
const ratio = median(times.map(([one = NaN, other = NaN]) => other / one)).toFixed(1);
console.log(
  `SSIM of ${IMAGES} images of ${SIZE} by ${SIZE} by ${CHANNELS}: ${mine} ms compiled, ${theirs} ms by torchmetrics: ${ratio} times as fast.`,
);

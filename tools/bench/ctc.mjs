// The loss `ctc` compiled, against PyTorch's: `node tools/bench/ctc.mjs`. PYTHON names another Python than setup.sh's.
import { onnx } from '@lml/compiler';
import { ndArray, RandomStreams } from '@lml/core';
import { ctc } from '@lml/losses';
import * as tf from '@tensorflow/tfjs';
import { median, ownTurns, pythonTurns, timesByTurns } from './by-turns.mjs';

const [TIME, BATCH, CLASSES] = [200, 32, 64];

/** @param {number} labels */
async function compiled(labels) {
  const random = new RandomStreams(0);
  const said = random.integers('labels', 0, BATCH * labels, CLASSES - 1).map((label) => label + 1);
  const batch = {
    logits: ndArray(random.normal('logits', 0, BATCH * TIME * CLASSES), { shape: [BATCH, TIME, CLASSES] }),
    labels: ndArray(Int32Array.from(said), { shape: [BATCH, labels] }),
  };
  const loss = ctc();
  const engine = onnx({ threads: 1 });
  await engine.setup({ seed: 0 });
  engine.declare([]);
  const step = {
    name: 'ctc',
    stage: /** @type {const} */ ('train'),
    training: true,
    run: (/** @type {any} */ given) => {
      const { value, grad } = tf.valueAndGrad((logits) => loss(logits, { labels: given.labels }))(given.logits);
      return { outputs: { value, slope: tf.sum(grad) } };
    },
  };
  const run = async (/** @type {number} */ steps) => {
    for (let index = 0; index < steps; index++) await engine.run(step, batch, { step: 0 });
  };
  return ownTurns(run, () => engine.dispose());
}

console.log(
  '| labels | lml-onnx, ms | torch, ms | lml-onnx / torch |\n| -----: | -----------: | --------: | ---------------: |',
);
for (const labels of [20, 30, 50]) {
  const peers = [await compiled(labels), pythonTurns('ctc.py', [TIME, BATCH, CLASSES, labels])];
  const times = await timesByTurns(peers, { rounds: 9, steps: 10 });
  const [own, other] = [0, 1].map((peer) => median(times.map((round) => Number(round[peer]))).toFixed(1));
  const ratio = median(times.map(([mine = NaN, torch = NaN]) => mine / torch)).toFixed(2);
  console.log(`| ${labels} | ${own} | ${other} | ${ratio} |`);
}

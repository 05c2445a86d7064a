// Metrics in a compiled training step of LeNet, and against torchmetrics: `node tools/bench/metrics.mjs`. PYTHON names another Python than
// setup.sh's.
import { onnx } from '@lml/compiler';
import { DataModule, MetricCollection, ndArray, RandomStreams } from '@lml/core';
import { openSession } from '@lml/core/engine';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy, auroc, confusionMatrix, f1Score, precision, recall } from '@lml/metrics';
import { adam } from '@lml/optimizers';
import { median, ownTurns, pythonTurns, timesByTurns } from './by-turns.mjs';
import { lmlModels } from './node/models.mjs';

const [BATCH, CLASSES, THRESHOLDS] = [128, 10, 100];
const average = 'macro';

const metrics = () => [
  accuracy({ average }),
  precision({ average }),
  recall({ average }),
  f1Score({ average }),
  confusionMatrix(),
  auroc({ thresholds: THRESHOLDS, scores: 'logits' }),
];
const random = new RandomStreams(0);
const targets = ndArray(Int32Array.from(random.integers('targets', 0, BATCH, CLASSES)));

/**
 * A training step of LeNet with metrics or without.
 *
 * @param {import('@lml/core').Metric[]} counted
 */
async function training(counted) {
  const inputs = ndArray(random.normal('images', 0, BATCH * 784), { shape: [BATCH, 28, 28, 1] });
  const data = new DataModule({ train: labelled({ inputs, targets }), batchSize: BATCH });
  const parts = { data, model: lmlModels.lenet(), loss: crossEntropy(), optimizer: adam() };
  const learner = supervised({ ...parts, metrics: counted });
  const engine = onnx({ threads: 1 });
  const session = await openSession({ learner, data, engine, backend: undefined, seed: 0, stages: ['train'] });
  const [step] = session.trainingSteps;
  if (step === undefined) throw new Error('There is no training step.');
  const batch = { input: inputs, target: targets };
  const run = async (/** @type {number} */ steps) => {
    for (let number = 0; number < steps; number++) {
      const hyper = { ...step.hyper(number, step.base), 'lml/batch': number };
      const { scalars } = await engine.run(step, batch, { step: number, hyper });
      for (const scalar of Object.values(scalars)) scalar.dispose();
    }
  };
  return ownTurns(run, () => void session.close());
}

/** A step that does nothing but count. */
async function alone() {
  const collection = new MetricCollection(metrics());
  const empty = Object.entries(collection.init({ numClasses: CLASSES }));
  const engine = onnx({ threads: 1 });
  await engine.setup({ seed: 0 });
  engine.declare(
    empty.map(([name, value]) => ({
      name,
      shape: value.shape,
      dtype: /** @type {'int32'} */ (value.dtype),
      trainable: false,
      value,
    })),
  );
  /** @type {import('@lml/core/engine').Step} */
  const step = {
    name: 'metrics',
    stage: 'test',
    training: false,
    run({ prediction, target }, context) {
      const state = Object.fromEntries(empty.map(([name]) => [name, context.read(name)]));
      const input = /** @type {import('@lml/core').MetricInput} */ ({ prediction, target });
      const counted = collection.update(state, input, { ...context, numClasses: CLASSES, stage: 'test' });
      for (const [name, value] of Object.entries(counted)) context.write(name, value);
      return {};
    },
  };
  const scores = ndArray(random.normal('scores', 0, BATCH * CLASSES), { shape: [BATCH, CLASSES] });
  const run = async (/** @type {number} */ steps) => {
    for (let index = 0; index < steps; index++)
      await engine.run(step, { prediction: scores, target: targets }, { step: 0 });
  };
  return ownTurns(run, () => engine.dispose());
}

const shares = await timesByTurns([await training([]), await training(metrics())], { rounds: 9, steps: 50 });
const share = median(shares.map(([plain = NaN, counted = NaN]) => (counted - plain) / counted));
const [without, within] = [0, 1].map((peer) => median(shares.map((round) => Number(round[peer]))).toFixed(2));
console.log(`A training step of LeNet at batch ${BATCH}: ${without} ms without metrics, ${within} ms with them: ${(100 * share).toFixed(1)} % for metrics.`); // prettier-ignore

const peers = [await alone(), pythonTurns('metrics.py', [BATCH, CLASSES, THRESHOLDS])];
const times = await timesByTurns(peers, { rounds: 9, steps: 50 });
const [own, other] = [0, 1].map((peer) => median(times.map((round) => Number(round[peer]))).toFixed(3));
const ratio = median(times.map(([mine = NaN, theirs = NaN]) => theirs / mine)).toFixed(1);
console.log(`The metrics alone: ${own} ms compiled, ${other} ms by torchmetrics' collection: ${ratio} times as fast.`);

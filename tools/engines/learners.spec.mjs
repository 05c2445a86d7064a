import { columnarDataset, DataModule, defineLearner, fromLayers, ndArray, RandomStreams, Trainer } from '@lml/core';
import { plugin } from '@lml/learners';
import { crossEntropy, mse, ntXent } from '@lml/losses';
import { accuracy, f1Score, meanSquaredError } from '@lml/metrics';
import { adam, adamw, cosineWithWarmUp, oneCycle, reduceOnPlateau, sequential, sgd } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import * as tf from '@tensorflow/tfjs';
import { engines, withoutFallback } from './engines.mjs';

const { layers } = tf;
const learners = Object.fromEntries(plugin.components.map((component) => [component.name, component]));

const random = new RandomStreams(6);
const LENGTH = 90;
const inputs = random.normal('inputs', 0, LENGTH * 4);
const rows = Array.from({ length: LENGTH }, (_, row) => inputs.subarray(4 * row, 4 * row + 4));
const input = ndArray(inputs, { shape: [LENGTH, 4] });
const classes = ndArray(
  Int32Array.from(rows, ([a, b, c]) => (a > 0.5 ? 0 : b > c ? 1 : 2)),
  { shape: [LENGTH] },
);
const numbers = ndArray(
  Float32Array.from(rows, ([a, b, c]) => a - 2 * b + 0.5 * c * c),
  { shape: [LENGTH, 1] },
);
const noise = random.normal('noise', 0, inputs.length, 0, 0.1);
const positive = ndArray(
  inputs.map((value, at) => value + noise[at]),
  { shape: [LENGTH, 4] },
);

/** Batches of 16, the last of which is smaller. */
const dataOf = (columns) =>
  new DataModule({ dataset: columnarDataset(() => columns), batchSize: 16, split: { validation: 0.2, test: 0.1 } });

const network = (units) => () =>
  tf.sequential({
    layers: [
      layers.dense({ units: 12, activation: 'tanh', inputShape: [4] }),
      layers.batchNormalization(),
      layers.dropout({ rate: 0.2 }),
      layers.dense({ units }),
    ],
  });

/** Short trainings of each learner, by its name. */
const trainings = {
  supervised: {
    'classification with adam': () => ({
      data: dataOf({ input, target: classes }),
      model: fromLayers(network(3)),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.01 }),
      metrics: [accuracy(), f1Score({ average: 'macro' })],
      predictor: classification(),
    }),
    'regression with momentum': () => ({
      data: dataOf({ input, target: numbers }),
      model: fromLayers(network(1)),
      loss: mse(),
      optimizer: sgd({ lr: 0.02, momentum: 0.9, nesterov: true }),
      metrics: [meanSquaredError()],
    }),
    'regression with a cycle of rate and momentum, and groups': () => ({
      data: dataOf({ input, target: numbers }),
      model: fromLayers(network(1)),
      loss: mse(),
      optimizer: sgd({ lr: 0.05, momentum: 0.9, groups: [{ match: '*/bias', lr: 0.02, momentum: 0.5 }] }),
      scheduler: oneCycle(),
    }),
    'classification with a warm-up, a plateau and weights without decay': () => ({
      data: dataOf({ input, target: classes }),
      model: fromLayers(network(3)),
      loss: crossEntropy(),
      optimizer: adamw({ lr: 0.01, weightDecay: 0.1, groups: [{ match: '*/bias', weightDecay: 0 }] }),
      scheduler: sequential({
        schedulers: [cosineWithWarmUp({ warmup: 2, total: 20 }), reduceOnPlateau({ patience: 0, factor: 0.5 })],
        milestones: [5],
      }),
    }),
  },
  contrastive: {
    'embeddings with adamw': () => ({
      data: dataOf({ input, positive }),
      model: fromLayers(network(5)),
      loss: ntXent({ temperature: 0.5 }),
      optimizer: adamw({ lr: 0.01 }),
    }),
  },
};

/** Everything that a run on an engine gives: weights, what it reports, and what it predicts afterwards. */
async function train(engineName, learnerName, options) {
  const learner = learners[learnerName](options());
  const trainer = new Trainer({ maxEpochs: 3, engine: engines[engineName](), loggers: [], progressBar: false });
  return withoutFallback(async () => {
    const { history, status } = await trainer.fit(learner, { seed: 2 });
    expect(status).toBe('completed');
    const tested = await trainer.test(learner, { seed: 2 });
    const predicted = await trainer.predict(learner, { seed: 2, raw: true });
    const values = Object.assign(tested, ...history.map((epoch, at) => named(epoch.values, `epoch ${at} `)));
    return { weights: await learner.model.getWeights(), values, predicted };
  });
}

const named = (values, prefix) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));

function distance(actual, expected) {
  let [difference, size] = [0, 0];
  actual.data.forEach((value, at) => {
    difference += (value - expected.data[at]) ** 2;
    size += expected.data[at] ** 2;
  });
  return Math.sqrt(difference / size);
}

beforeAll(() => tf.setBackend('cpu'));

it('There is a training of every learner', () => {
  expect(Object.keys(trainings).sort()).toEqual(Object.keys(learners).sort());
});

const cases = Object.entries(trainings).flatMap(([learner, all]) =>
  Object.entries(all).map(([title, options]) => [learner, title, options]),
);

it.each(cases)('%s learns the same on both engines: %s', async (learner, _title, options) => {
  const [eager, onnx] = [await train('eager', learner, options), await train('onnx', learner, options)];
  expect(Object.keys(onnx.weights)).toEqual(Object.keys(eager.weights));
  const joined = (weights) => ({ data: Object.values(weights).flatMap(({ data }) => Array.from(data)) });
  expect(distance(joined(onnx.weights), joined(eager.weights))).toBeLessThan(1e-4);
  expect(distance(onnx.predicted, eager.predicted)).toBeLessThan(1e-4);
  expect(Object.keys(onnx.values).sort()).toEqual(Object.keys(eager.values).sort());
  expect(Object.keys(eager.values).length).toBeGreaterThan(5);
  for (const [name, value] of Object.entries(eager.values)) {
    expect([name, Math.abs(onnx.values[name] - value) <= 1e-4 * (1 + Math.abs(value))]).toEqual([name, true]);
  }
});

it('A part of a loss that grows with the clock is the same on both engines, step by step', async () => {
  const annealed = defineLearner({
    batchForward: ({ input: given }, { model }) => model.apply(given),
    computeLoss(output, { target }, { loss, clock, log }) {
      const part = tf.div(clock.step, 20);
      log('part', part, { reduce: 'max' });
      return tf.add(loss(output, target), tf.mul(part, tf.mean(tf.square(output))));
    },
  });
  const values = [];
  for (const engine of ['eager', 'onnx']) {
    const learner = annealed({
      data: dataOf({ input, target: numbers }),
      model: fromLayers(network(1)),
      loss: mse(),
      optimizer: sgd({ lr: 0.02 }),
    });
    const trainer = new Trainer({ maxEpochs: 3, engine: engines[engine](), loggers: [], progressBar: false });
    const { history } = await withoutFallback(() => trainer.fit(learner, { seed: 2 }));
    values.push(history.map((epoch) => [epoch.values['train/part'], epoch.values['validation/loss']]));
  }
  const [eager, onnx] = values;
  expect(onnx).toEqual(eager.map((epoch) => epoch.map((value) => expect.closeTo(value, 4))));
  expect(eager.map(([part]) => part)).toEqual([0.15, 0.35, 0.55].map((value) => expect.closeTo(value, 6)));
});

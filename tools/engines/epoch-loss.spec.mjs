import { DataModule, defineLearner, fromLayers, ndArray, Trainer } from '@lml/core';
import { crossEntropy, mse, multiHead } from '@lml/losses';
import { supervised } from '@lml/learners';
import { sgd } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';

import { engines, withoutFallback } from './engines.mjs';

/** A dataset of given samples. */
const samples = (list) => ({ open() {}, length: list.length, get: (index) => list[index] });

/** A model that gives its input, and learns next to nothing. */
const identity = (units) =>
  fromLayers(() =>
    tf.sequential({
      layers: [tf.layers.dense({ units, inputShape: [units], useBias: false, kernelInitializer: 'identity' })],
    }),
  );

const logits = [
  [2, 0],
  [0, 0],
  [0, 0],
  [0, 0],
];
const classed = (...targets) => samples(logits.map((row, at) => ({ input: ndArray(row), target: targets[at] })));
const squares = (...weights) =>
  samples(weights.map((weight, at) => ({ input: ndArray([at === 0 ? 3 : 0]), target: ndArray([0]), weight })));
const [near, even] = [Math.log1p(Math.exp(-2)), Math.LN2];

/** Losses of four samples as one batch, by arithmetic: sums of weighted values, and what they are divided by. */
const cases = {
  'a class that is ignored': {
    dataset: classed(0, -1, 1, 1),
    loss: crossEntropy({ ignoreIndex: -1 }),
    expected: (near + 2 * even) / 3,
  },
  'weights of classes': {
    dataset: classed(0, 0, 1, 1),
    loss: crossEntropy({ weight: [1, 9] }),
    expected: (near + even + 9 * 2 * even) / 20,
  },
  'weights of samples': { dataset: squares(3, 1, 1, 1), loss: mse(), expected: 27 / 6, units: 1 },
  'a sum': { dataset: squares(3, 1, 1, 1), loss: mse({ reduction: 'sum' }), expected: 27, units: 1 },
  'heads that count different samples': {
    dataset: samples(
      logits.map((row, at) => ({
        input: ndArray(row),
        target: { kind: [0, -1, 1, 1][at], size: ndArray([1, 0]) },
        weight: [1, 1, 1, 5][at],
      })),
    ),
    loss: multiHead({
      losses: { kind: crossEntropy({ ignoreIndex: -1 }), size: mse() },
      weights: { size: 0.5 },
    }),
    heads: true,
    expected: (near + even + 5 * even) / 7 + 0.5 * ((1 + 1 + 1 + 5) / 16),
  },
};

function learnerOf({ dataset, loss, heads = false, units = 2 }, batchSize, penalty) {
  const model = penalty ? penalised(units) : identity(units);
  const parts = {
    data: new DataModule({ train: dataset, validation: dataset, batchSize, shuffle: false }),
    model,
    loss,
    optimizer: sgd({ lr: 1e-12 }),
  };
  if (!heads) return supervised(parts);
  const twice = defineLearner({
    batchForward: ({ input }, context) => {
      const output = context.model.apply(input);
      return { kind: output, size: tf.mul(output, 0) };
    },
    computeLoss: (output, { target, weight }, context) => context.loss(output, target, weight),
  });
  return twice(parts);
}

const penalised = (units) =>
  fromLayers(() =>
    tf.sequential({
      layers: [
        tf.layers.dense({
          units,
          inputShape: [units],
          useBias: false,
          kernelInitializer: 'identity',
          kernelRegularizer: tf.regularizers.l2({ l2: 0.5 }),
        }),
      ],
    }),
  );

const quiet = { maxEpochs: 1, loggers: [], progressBar: false };

describe.each(['eager', 'onnx'])('The loss of an epoch on %s', (engineName) => {
  describe.each(Object.entries(cases))('of %s', (_, one) => {
    it.each([1, 2, 3, 4])('is that of one batch, in batches of %i', async (batchSize) => {
      const learner = learnerOf(one, batchSize, false);
      const trainer = new Trainer({ ...quiet, engine: engines[engineName]() });
      const values = await withoutFallback(() => trainer.validate(learner));
      expect(values['validation/loss']).toBeCloseTo(one.expected, 6);
    });

    it('is that of one batch in training too', async () => {
      const trainer = new Trainer({ ...quiet, engine: engines[engineName]() });
      const { values } = await withoutFallback(() => trainer.fit(learnerOf(one, 3, false)));
      expect(values['train/loss']).toBeCloseTo(one.expected, 6);
      expect(values['validation/loss']).toBeCloseTo(one.expected, 6);
    });

    it.each([2, 4])('has the penalty of regularisation once, in batches of %i', async (batchSize) => {
      const learner = learnerOf(one, batchSize, true);
      const trainer = new Trainer({ ...quiet, engine: engines[engineName]() });
      const values = await withoutFallback(() => trainer.validate(learner));
      expect(values['validation/loss']).toBeCloseTo(one.expected + 0.5 * (one.units ?? 2), 5);
    });
  });

  it('names the losses of heads', async () => {
    const one = cases['heads that count different samples'];
    const trainer = new Trainer({ ...quiet, engine: engines[engineName]() });
    const values = await trainer.validate(learnerOf(one, 2, false));
    expect(values['validation/loss/kind']).toBeCloseTo((near + 6 * even) / 7, 6);
    expect(values['validation/loss/size']).toBeCloseTo(8 / 16, 6);
  });
});

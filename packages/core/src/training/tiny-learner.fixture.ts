import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { columnarDataset } from '../data/columnar.js';
import { DataModule, type DataModuleOptions } from '../data/data-module.js';
import { ndArray } from '../data/nd-array.js';
import type { LabelledBatch } from '../learning/batches.js';
import { defineLearner } from '../learning/define-learner.js';
import type { Learner, LearnerParts } from '../learning/learner.js';
import type { Metric } from '../learning/metric.js';
import { elementwiseOptimizer } from '../learning/elementwise-optimizer.js';
import type { Optimizer } from '../learning/optimizer.js';
import { fromLayers } from '../adapters/layers-model.js';

/** Gradient descent with momentum. */
export const descent = (lr = 0.01): Optimizer =>
  elementwiseOptimizer({
    base: { lr },
    slots: { velocity: 0 },
    hyper: (_step, numbers) => ({ lr: numbers.lr }),
    update: (parameter, gradient, { velocity }, hyper) => {
      const next = tf.add(tf.mul(0.9, velocity), gradient);
      return { parameter: tf.sub(parameter, tf.mul(hyper.lr, next)), velocity: next };
    },
  });

/** The mean absolute error, summed in the engine. */
export const absoluteError = (): Metric => ({
  name: 'absolute-error',
  on: 'output',
  higherIsBetter: false,
  init: () => ({ sum: ndArray([0], { shape: [] }), count: ndArray([0], { shape: [], dtype: 'int32' }) }),
  update: ({ sum, count }, { prediction, target }) => ({
    sum: tf.add(sum!, tf.sum(tf.abs(tf.sub(prediction, target)))),
    count: tf.add(count!, tf.scalar(prediction.size, 'int32')),
  }),
  compute: ({ sum, count }) => Number(sum!.data[0]) / Number(count!.data[0]),
});

/** `length` samples of y = x·w + 1 with three features. */
export function tinyData(length = 50, options: Partial<DataModuleOptions> = {}): DataModule {
  const inputs = Float32Array.from({ length: length * 3 }, (_, index) => Math.sin(index * 1.7));
  const targets = Float32Array.from({ length }, (_, row) => inputs[row * 3]! - 2 * inputs[row * 3 + 1]! + 1);
  const dataset = columnarDataset(() => ({
    input: ndArray(inputs, { shape: [length, 3] }),
    target: ndArray(targets, { shape: [length, 1] }),
  }));
  return new DataModule({ dataset, batchSize: 8, split: { validation: 0.2, test: 0.2 }, ...options });
}

const regression = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }, { loss }) => loss(output, target),
});

/** A small network with dropout and batch normalisation on {@link tinyData}. */
export function tinyLearner(options: Partial<LearnerParts> = {}): Learner<LabelledBatch> {
  return regression({
    data: tinyData(),
    model: fromLayers(() =>
      tf.sequential({
        layers: [
          tf.layers.dense({ units: 8, inputShape: [3], activation: 'tanh' }),
          tf.layers.batchNormalization(),
          tf.layers.dropout({ rate: 0.2 }),
          tf.layers.dense({ units: 1 }),
        ],
      }),
    ),
    loss: (prediction: tf.Tensor, target: tf.Tensor) => tf.mean(tf.square(tf.sub(prediction, target))),
    optimizer: descent(),
    metrics: [absoluteError()],
    ...options,
  });
}

import {
  columnarDataset,
  DataModule,
  defineLearner,
  elementwiseOptimizer,
  fromLayers,
  ndArray,
  RandomStreams,
  type LabelledBatch,
  type Learner,
  type Metric,
  type Optimizer,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Adam without its corrections: two slots for each weight, and a number that the host gives each step. */
const adaptive = (): Optimizer =>
  elementwiseOptimizer({
    base: { lr: 0.02 },
    slots: { mean: 0, square: 1 },
    hyper: (step, { lr }) => ({ lr: lr / (1 + 0.01 * step) }),
    update(parameter, gradient, slots, { lr }) {
      const mean = tf.add(tf.mul(slots.mean, 0.9), tf.mul(gradient, 0.1));
      const square = tf.add(tf.mul(slots.square, 0.99), tf.mul(tf.square(gradient), 0.01));
      return { parameter: tf.sub(parameter, tf.div(tf.mul(lr, mean), tf.add(tf.sqrt(square), 1e-4))), mean, square };
    },
  });

/** The mean absolute error, with a count of whole numbers. */
const absoluteError = (): Metric => ({
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

const regression = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }, { loss }) => loss(output, target),
});

/** A small network with batch normalisation and dropout that learns 70 samples in batches of 16, the last of 8. */
export function pairsLearner(): Learner<LabelledBatch> {
  const random = new RandomStreams(2);
  const inputs = random.normal('inputs', 0, 70 * 3);
  const targets = Float32Array.from({ length: 70 }, (_, row) => inputs[3 * row]! - 2 * inputs[3 * row + 1]! + 1);
  const dataset = columnarDataset(() => ({
    input: ndArray(inputs, { shape: [70, 3] }),
    target: ndArray(targets, { shape: [70, 1] }),
  }));
  return regression({
    data: new DataModule({ dataset, batchSize: 16, split: { validation: 0.2 } }),
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
    optimizer: adaptive(),
    metrics: [absoluteError()],
  });
}

import type { Backend } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { cpu } from './components.js';
import { everywhere, expectClose, normal, tensor, type Values } from './shared/agreement.fixture.js';

interface Trained {
  readonly weights: Values[];
  readonly losses: number[];
}

interface Case {
  readonly build: () => tf.LayersModel;
  readonly inputs: () => tf.Tensor;
}

/** Three steps of a model whose weights start from the same numbers everywhere. */
async function train(backend: Backend, { build, inputs }: Case, makeOptimizer: () => tf.Optimizer): Promise<Trained> {
  await backend.start();
  const model = build();
  const optimizer = makeOptimizer();
  tf.tidy(() => {
    model.setWeights(model.getWeights().map(({ shape }, index) => tf.mul(0.3, tensor(normal(index, shape)))));
  });
  const batch = tf.tidy(() => ({ inputs: inputs(), targets: tf.oneHot(tf.tensor1d([2, 0], 'int32'), 3) }));
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) {
    const loss = optimizer.minimize(
      () => tf.losses.softmaxCrossEntropy(batch.targets, model.apply(batch.inputs, { training: true }) as tf.Tensor),
      true,
    )!;
    losses.push((await loss.data())[0]!);
    loss.dispose();
  }
  const weights = await Promise.all(
    model.getWeights().map(async (weight) => ({ shape: weight.shape, data: await weight.data() })),
  );
  tf.dispose(batch);
  model.dispose();
  optimizer.dispose();
  return { weights, losses };
}

const { layers } = tf;

const images = (): tf.Tensor => tensor(normal(50, [2, 8, 8, 1]));

const models: Record<string, Case> = {
  convolutional: {
    inputs: images,
    build: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 5, padding: 'same', activation: 'relu' }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.conv2d({ filters: 6, kernelSize: 3, strides: 2, padding: 'same', activation: 'tanh' }),
          layers.averagePooling2d({ poolSize: 2 }),
          layers.flatten(),
          layers.dense({ units: 5, activation: 'relu' }),
          layers.dense({ units: 3 }),
        ],
      }),
  },
  // The activation after normalisation: windows of negative values only are common before a pooling.
  normalised: {
    inputs: images,
    build: () =>
      tf.sequential({
        layers: [
          layers.separableConv2d({
            inputShape: [8, 8, 1],
            filters: 4,
            kernelSize: 3,
            depthMultiplier: 2,
            useBias: false,
          }),
          layers.batchNormalization(),
          layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
          layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
          layers.globalAveragePooling2d({}),
          layers.dense({ units: 3 }),
        ],
      }),
  },
  embedding: {
    inputs: () =>
      tf.tensor2d(
        [
          [0, 3, 1],
          [2, 2, 0],
        ],
        [2, 3],
        'int32',
      ),
    build: () =>
      tf.sequential({
        layers: [
          layers.embedding({ inputShape: [3], inputDim: 4, outputDim: 5 }),
          layers.conv1d({ filters: 4, kernelSize: 2, activation: 'tanh' }),
          layers.flatten(),
          layers.dense({ units: 3 }),
        ],
      }),
  },
};

describe('three steps of training', () => {
  it.each(
    Object.keys(models).flatMap((name) => [
      [name, 'sgd', () => tf.train.sgd(0.1)] as const,
      [name, 'adam', () => tf.train.adam(0.01)] as const,
    ]),
  )('give a %s model the same weights on each backend as on cpu (%s)', async (name, _optimizer, makeOptimizer) => {
    const before = tf.memory().numTensors;
    const expected = await train(cpu(), models[name]!, makeOptimizer);
    for (const backend of everywhere().slice(1)) {
      const actual = await train(backend, models[name]!, makeOptimizer);
      actual.weights.forEach((weight, index) => expectClose(weight, expected.weights[index]!, 1e-4));
      actual.losses.forEach((loss, index) => expect(loss).toBeCloseTo(expected.losses[index]!, 4));
    }
    expect(expected.losses[2]).toBeLessThan(expected.losses[0]!);
    expect(tf.memory().numTensors).toBe(before);
  });
});

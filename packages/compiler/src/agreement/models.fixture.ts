import { ndArray, RandomStreams, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { integers, normal, type Subject } from './agreement.fixture.js';
import { EncoderLayer, Positions, type EncoderParts } from './encoder.fixture.js';

const { layers } = tf;

/** The cross-entropy of classes, one row of targets for each sample. */
const crossEntropy: NonNullable<Subject['loss']> = (output, target) => tf.losses.softmaxCrossEntropy(target, output);

/** A class for each sample, as rows of zeros and a one. */
function classes([samples, count]: readonly number[], index: number): NdArray {
  const drawn = new RandomStreams(index + 90).integers('classes', 0, samples!, count!);
  const data = new Float32Array(samples! * count!);
  drawn.forEach((drawnClass, row) => (data[row * count! + drawnClass] = 1));
  return ndArray(data, { shape: [samples!, count!] });
}

const classification = { loss: crossEntropy, target: classes };

/** The MLP 784-128-10. */
export const mlp = (samples = 16): Subject => ({
  ...classification,
  make: () =>
    tf.sequential({
      layers: [layers.dense({ units: 128, activation: 'relu', inputShape: [784] }), layers.dense({ units: 10 })],
    }),
  inputs: [normal(1, [samples, 784])],
});

/** LeNet, with 32 filters and images of 28 × 28 where it is whole. */
export const lenet = (filters: number, side: number, samples: number): Subject => ({
  ...classification,
  make: () =>
    tf.sequential({
      layers: [
        layers.conv2d({ filters, kernelSize: 3, activation: 'relu', inputShape: [side, side, 1] }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.conv2d({ filters: 2 * filters, kernelSize: 3, activation: 'relu' }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 128, activation: 'relu' }),
        layers.dense({ units: 10 }),
      ],
    }),
  inputs: [normal(2, [samples, side, side, 1])],
});

/**
 * ResNet-20: three stages of three blocks, with a convolution in the shortcut where the shape changes; 16 filters and images
 * of 32 × 32 where it is whole.
 */
export const resnet20 = (width: number, side: number, samples: number): Subject => ({
  ...classification,
  make: () => {
    const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor =>
      layer.apply(to) as tf.SymbolicTensor;
    const active = (x: tf.SymbolicTensor): tf.SymbolicTensor => apply(layers.reLU(), x);
    const convolved = (x: tf.SymbolicTensor, filters: number, kernelSize: number, strides: number): tf.SymbolicTensor =>
      apply(
        layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }),
        apply(layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false }), x),
      );
    const inputs = tf.input({ shape: [side, side, 3] });
    let x = active(convolved(inputs, width, 3, 1));
    for (const filters of [width, 2 * width, 4 * width]) {
      for (let block = 0; block < 3; block++) {
        const strides = block === 0 && filters > width ? 2 : 1;
        const second = convolved(active(convolved(x, filters, 3, strides)), filters, 3, 1);
        x = active(apply(layers.add(), [second, strides === 1 ? x : convolved(x, filters, 1, strides)]));
      }
    }
    const pooled = apply(layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }), x);
    return tf.model({ inputs, outputs: apply(layers.dense({ units: 10 }), pooled) });
  },
  inputs: [normal(3, [samples, side, side, 3])],
});

/** A text classifier: an LSTM of 64 units over 50 words where it is whole. */
export const lstm = (recurrentActivation: 'sigmoid' | 'hardSigmoid', samples = 4, words = 25): Subject => ({
  ...classification,
  make: () =>
    tf.sequential({
      layers: [
        layers.embedding({ inputDim: 30, outputDim: 64, inputLength: words }),
        // TensorFlow.js warns of the usual one, which is slow to draw at this size.
        layers.lstm({ units: 64, recurrentActivation, recurrentInitializer: 'glorotUniform' }),
        layers.dense({ units: 2 }),
      ],
    }),
  inputs: [integers(4, [samples, words], 30)],
});

/** A Transformer encoder: 2 layers, 64 features, 4 heads. */
export const transformer = (parts: EncoderParts, tokens = 64, samples = 2): Subject => ({
  ...classification,
  make: () =>
    tf.sequential({
      layers: [
        layers.embedding({ inputDim: 30, outputDim: 64, inputLength: tokens }),
        new Positions({}),
        new EncoderLayer(parts, 4, 128),
        new EncoderLayer(parts, 4, 128),
        layers.globalAveragePooling1d({}),
        layers.dense({ units: 10 }),
      ],
    }),
  inputs: [integers(5, [samples, tokens], 30)],
});

import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../../data/nd-array.js';
import { alone, behind, integers, type LayerCases, merged, normal, stack } from './build.js';

const { layers } = tf;

const ACTIVATIONS = [
  'elu',
  'hardSigmoid',
  'linear',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'tanh',
  'logSoftmax',
  'gelu',
  'gelu_new',
  'mish',
  'swish',
] as const;

const activations: LayerCases = Object.fromEntries(
  ACTIVATIONS.map((activation) => [
    `activation: ${activation}`,
    // Wide enough that the branches of each are met.
    {
      ...behind(
        [4, 5],
        () => layers.dense({ units: 6, activation: activation as 'relu' }),
        () => layers.activation({ activation: activation as 'relu' }),
      ),
      inputs: [normal(3, [4, 4, 5])],
    },
  ]),
);

const dense: LayerCases = {
  'dense: two layers': alone(
    [5],
    () => layers.dense({ units: 4, activation: 'tanh' }),
    () => layers.dense({ units: 3, useBias: false }),
  ),
  'dense: on three axes': alone([4, 5], () => layers.dense({ units: 3, activation: 'sigmoid' })),
  'dense: regularizers and constraints': alone(
    [5],
    () =>
      layers.dense({
        units: 4,
        activation: 'tanh',
        kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
        biasRegularizer: 'l1l2',
        kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.8, axis: 0 }),
      }),
    () => layers.dense({ units: 4, kernelConstraint: tf.constraints.unitNorm({ axis: 0 }), biasConstraint: 'nonNeg' }),
    () =>
      layers.dense({
        units: 3,
        kernelConstraint: tf.constraints.minMaxNorm({ minValue: 0.5, maxValue: 1, rate: 0.5 }),
      }),
  ),
  'dense: frozen': alone(
    [5],
    () => layers.dense({ units: 4, trainable: false, activation: 'tanh' }),
    () => layers.dense({ units: 3 }),
  ),
};

const advanced: LayerCases = {
  elu: behind([6], () => layers.elu()),
  leakyReLU: behind([6], () => layers.leakyReLU({ alpha: 0.2 })),
  prelu: behind([6], () => layers.prelu({ alphaInitializer: 'ones' })),
  'prelu: shared axes': behind([3, 4, 2], () => layers.prelu({ sharedAxes: [1, 2], alphaInitializer: 'ones' })),
  reLU: behind([6], () => layers.reLU()),
  'reLU: maximum': behind([6], () => layers.reLU({ maxValue: 0.5 })),
  'softmax: last axis': behind([4, 5], () => layers.softmax({ axis: -1 })),
  'thresholdedReLU: behind a layer': behind([6], () => layers.thresholdedReLU({ theta: 0.3 })),
};

const normalisation: LayerCases = {
  'batchNormalization: rows': behind([5], () => layers.batchNormalization({ momentum: 0.8 })),
  'batchNormalization: images': behind([4, 3, 2], () => layers.batchNormalization()),
  'batchNormalization: volumes': behind([2, 3, 2, 2], () => layers.batchNormalization({ momentum: 0.8 })),
  'batchNormalization: another axis': behind([4, 3], () => layers.batchNormalization({ axis: 1 })),
  'batchNormalization: without scale and center': behind([5], () =>
    layers.batchNormalization({ scale: false, center: false }),
  ),
  'batchNormalization: frozen': behind([5], () => layers.batchNormalization({ trainable: false })),
  'layerNormalization: last axis': behind([4, 5], () => layers.layerNormalization()),
  'layerNormalization: several axes': behind([4, 5], () => layers.layerNormalization({ axis: [1, 2] })),
  'layerNormalization: several axes, without scale and center': behind([4, 5], () =>
    layers.layerNormalization({ axis: [1, 2], scale: false, center: false }),
  ),
  'layerNormalization: another axis': behind([4, 5], () => layers.layerNormalization({ axis: 1 })),
};

const shaping: LayerCases = {
  flatten: behind(
    [2, 3, 2],
    () => layers.flatten(),
    () => layers.dense({ units: 2 }),
  ),
  'flatten: channels first': behind(
    [2, 3, 2],
    () => layers.flatten({ dataFormat: 'channelsFirst' }),
    () => layers.dense({ units: 2 }),
  ),
  permute: behind(
    [2, 3, 4],
    () => layers.permute({ dims: [3, 1, 2] }),
    () => layers.dense({ units: 2 }),
  ),
  repeatVector: behind(
    [4],
    () => layers.repeatVector({ n: 3 }),
    () => layers.dense({ units: 2 }),
  ),
  reshape: behind(
    [4, 3],
    () => layers.reshape({ targetShape: [2, 6] }),
    () => layers.dense({ units: 2 }),
  ),
  rescaling: behind([4], () => layers.rescaling({ scale: 0.5, offset: 1 })),
};

const lookup: LayerCases = {
  embedding: {
    make: stack(
      [6],
      () => layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 6 }),
      () => layers.dense({ units: 2 }),
    ),
    inputs: [integers(2, [5, 6], 9)],
  },
  'embedding: numbers as floats, a regularizer': {
    make: stack(
      [6],
      () => layers.embedding({ inputDim: 9, outputDim: 4, embeddingsRegularizer: 'l1l2' }),
      () => layers.dense({ units: 2 }),
    ),
    inputs: [
      ndArray(
        Float32Array.from({ length: 12 }, (_, at) => (at * at) % 9),
        { shape: [2, 6] },
      ),
    ],
    ofInputs: false,
  },
};

const merging: LayerCases = {
  add: merged(() => layers.add()),
  'add: broadcast': merged(() => layers.add(), [4, 3], [1, 3]),
  'add: ranks that differ': merged(() => layers.add(), [4, 3], [3]),
  average: merged(() => layers.average()),
  concatenate: merged(() => layers.concatenate()),
  'concatenate: another axis': merged(() => layers.concatenate({ axis: 1 }), [4, 3], [2, 3]),
  dot: merged(() => layers.dot({ axes: -1 }), [5]),
  'dot: of sequences': merged(() => layers.dot({ axes: [2, 2] }), [4, 3], [5, 3]),
  'dot: normalised': merged(() => layers.dot({ axes: -1, normalize: true }), [5]),
  maximum: merged(() => layers.maximum()),
  minimum: merged(() => layers.minimum()),
  multiply: merged(() => layers.multiply()),
};

const dense3 = (): tf.layers.Layer => layers.dense({ units: 3, activation: 'tanh' });
const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor =>
  layer.apply(to) as tf.SymbolicTensor;

const models: LayerCases = {
  'model: one layer for two inputs': {
    make() {
      const inputs = [4, 4].map((size) => tf.input({ shape: [size] }));
      const shared = dense3();
      const sides = inputs.map((input) => apply(shared, input));
      return tf.model({ inputs, outputs: apply(layers.dense({ units: 2 }), apply(layers.concatenate(), sides)) });
    },
    inputs: [normal(1, [3, 4]), normal(2, [3, 4])],
  },
  'model: two outputs, a shortcut': {
    make() {
      const inputs = tf.input({ shape: [3] });
      const sum = apply(layers.add(), [inputs, apply(dense3(), inputs)]);
      return tf.model({ inputs, outputs: [1, 2].map((units) => apply(layers.dense({ units }), sum)) });
    },
    inputs: [normal(1, [4, 3])],
  },
  'model: models in a model': {
    make() {
      const encoder = tf.sequential({
        layers: [layers.dense({ units: 4, inputShape: [3] }), layers.batchNormalization()],
      });
      const head = tf.sequential({
        layers: [tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [4] })] }), layers.dense({ units: 2 })],
      });
      const inputs = tf.input({ shape: [3] });
      return tf.model({ inputs, outputs: head.apply(encoder.apply(inputs)) as tf.SymbolicTensor });
    },
    inputs: [normal(1, [6, 3])],
  },
};

/** Layers that are neither for images nor for sequences, and do not draw. */
export const plainLayers: LayerCases = {
  ...activations,
  ...dense,
  ...advanced,
  ...normalisation,
  ...shaping,
  ...lookup,
  ...merging,
  ...models,
};

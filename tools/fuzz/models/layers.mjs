/** @typedef {(number: number, shape: readonly number[]) => string | undefined} Layer code of a layer for a shape without batch */

const ACTIVATIONS = [
  'linear',
  'relu',
  'tanh',
  'sigmoid',
  'elu',
  'softplus',
  'selu',
  'swish',
  'softmax',
  'hardSigmoid',
  'gelu',
  'relu6',
];
/** @param {number} number */
const activation = (number) => `activation: '${ACTIVATIONS[number % ACTIVATIONS.length]}'`;
/** @param {number} number */
const padding = (number) => `padding: '${number % 2 === 0 ? 'same' : 'valid'}'`;

/** @type {Record<string, Layer>} */
const everywhere = {
  dense: (n) => `dense({ units: ${1 + (n % 5)}, ${activation(n)} })`,
  activation: (n) => `activation({ ${activation(n)} })`,
  batchNormalization: (n) => `batchNormalization({ momentum: 0.9, scale: ${n % 2 === 0}, center: ${n % 3 !== 0} })`,
  layerNormalization: () => 'layerNormalization({ axis: -1 })',
  dropout: (n) => `dropout({ rate: ${0.1 + (n % 4) / 10} })`,
  gaussianNoise: () => 'gaussianNoise({ stddev: 0.1 })',
  leakyReLU: () => 'leakyReLU({ alpha: 0.2 })',
  prelu: () => 'prelu({})',
  thresholdedReLU: () => 'thresholdedReLU({ theta: 0.4 })',
};

/** Layers by the rank of one sample. @type {Record<1 | 2 | 3, Record<string, Layer>>} */
export const layersOfRank = {
  1: { ...everywhere, repeatVector: (n) => `repeatVector({ n: ${1 + (n % 3)} })` },
  2: {
    ...everywhere,
    conv1d: (n, [t = 1]) =>
      t < 3
        ? undefined
        : `conv1d({ filters: ${1 + (n % 4)}, kernelSize: ${1 + (n % 3)}, ${padding(n)}, ${activation(n)} })`,
    simpleRNN: (n) =>
      `simpleRNN({ units: ${1 + (n % 3)}, returnSequences: ${n % 2 === 0}, recurrentInitializer: 'glorotUniform' })`,
    lstm: (n) =>
      `lstm({ units: ${1 + (n % 3)}, returnSequences: ${n % 2 === 0}, recurrentInitializer: 'glorotUniform' })`,
    gru: (n) =>
      `gru({ units: ${1 + (n % 3)}, returnSequences: ${n % 2 === 0}, resetAfter: ${n % 3 === 0}, recurrentInitializer: 'glorotUniform' })`,
    bidirectional: (n) =>
      `bidirectional({ layer: tf.layers.gru({ units: 2, returnSequences: true, recurrentInitializer: 'glorotUniform' }), mergeMode: '${['concat', 'sum', 'ave'][n % 3]}' })`,
    timeDistributed: () => "timeDistributed({ layer: tf.layers.dense({ units: 2, activation: 'tanh' }) })",
    maxPooling1d: (n, [t = 1]) =>
      t < 2 ? undefined : `maxPooling1d({ poolSize: 2, strides: ${1 + (n % 2)}, ${padding(n)} })`,
    averagePooling1d: (n, [t = 1]) =>
      t < 2 ? undefined : `averagePooling1d({ poolSize: 2, strides: ${1 + (n % 2)}, ${padding(n)} })`,
    globalMaxPooling1d: () => 'globalMaxPooling1d({})',
    globalAveragePooling1d: () => 'globalAveragePooling1d({})',
    permute: () => 'permute({ dims: [2, 1] })',
    flatten: () => 'flatten({})',
  },
  3: {
    ...everywhere,
    conv2d: (n, [h = 1, w = 1]) =>
      Math.min(h, w) < 3
        ? undefined
        : `conv2d({ filters: ${[2, 16, 3][n % 3]}, kernelSize: ${1 + (n % 3)}, strides: ${1 + (n % 2)}, ${padding(n)}, ${activation(n)}, useBias: ${n % 2 === 0} })`,
    depthwiseConv2d: (n, [h = 1, w = 1, c = 1]) =>
      Math.min(h, w) < 2 || c > 16
        ? undefined
        : `depthwiseConv2d({ kernelSize: 2, depthMultiplier: ${1 + (n % 2)}, ${padding(n)}, dilationRate: [1, 1] })`,
    separableConv2d: (n, [h = 1, w = 1]) =>
      Math.min(h, w) < 2 ? undefined : `separableConv2d({ filters: ${1 + (n % 3)}, kernelSize: 2, ${padding(n)} })`,
    conv2dTranspose: (n, [h = 1]) =>
      h > 6
        ? undefined
        : `conv2dTranspose({ filters: 2, kernelSize: ${1 + (n % 3)}, strides: ${1 + (n % 2)}, ${padding(n)} })`,
    maxPooling2d: (n, [h = 1, w = 1]) =>
      Math.min(h, w) < 2 ? undefined : `maxPooling2d({ poolSize: 2, strides: ${1 + (n % 3)}, ${padding(n)} })`,
    averagePooling2d: (n, [h = 1, w = 1]) =>
      Math.min(h, w) < 2 ? undefined : `averagePooling2d({ poolSize: 2, strides: ${1 + (n % 3)}, ${padding(n)} })`,
    upSampling2d: (n, [h = 1]) =>
      h > 6 ? undefined : `upSampling2d({ size: [2, 2], interpolation: '${n % 2 === 0 ? 'nearest' : 'bilinear'}' })`,
    zeroPadding2d: () => 'zeroPadding2d({ padding: [[1, 2], [0, 1]] })',
    cropping2D: (_, [h = 1, w = 1]) => (Math.min(h, w) < 4 ? undefined : 'cropping2D({ cropping: [[1, 0], [1, 1]] })'),
    globalMaxPooling2d: () => 'globalMaxPooling2d({})',
    globalAveragePooling2d: () => "globalAveragePooling2d({ dataFormat: 'channelsLast' })",
    flatten: () => 'flatten({})',
  },
};

import * as tf from '@tensorflow/tfjs';

import { alone, behind, type LayerCase, type LayerCases } from './build.js';

const { layers } = tf;

const image = [6, 7, 2];
const line = [8, 3];
const volume = [4, 5, 4, 2];

/** Max pooling chooses positions, so that its gradient has none. */
const largest = (shape: number[], layer: () => tf.layers.Layer): LayerCase => ({
  ...behind(shape, layer),
  secondRefused: shape.length > 3 ? 'MaxPool3DGrad' : 'MaxPoolGrad',
});

const convolution: LayerCases = {
  conv1d: alone(line, () => layers.conv1d({ filters: 4, kernelSize: 3, activation: 'tanh' })),
  'conv1d: same, strides': behind(line, () =>
    layers.conv1d({ filters: 4, kernelSize: 3, padding: 'same', strides: 2 }),
  ),
  'conv1d: dilated': behind(line, () => layers.conv1d({ filters: 2, kernelSize: 2, dilationRate: 2 })),
  conv2d: behind(image, () => layers.conv2d({ filters: 3, kernelSize: 3 })),
  'conv2d: same': behind(image, () =>
    layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' }),
  ),
  'conv2d: same, strides': behind(image, () =>
    layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', strides: 2 }),
  ),
  'conv2d: valid, uneven strides and sizes': behind(image, () =>
    layers.conv2d({ filters: 3, kernelSize: [2, 3], strides: [1, 2] }),
  ),
  'conv2d: pointwise, strides': behind(image, () =>
    layers.conv2d({ filters: 3, kernelSize: 1, strides: 2, useBias: false }),
  ),
  'conv2d: channels first': alone([2, 6, 7], () =>
    layers.conv2d({ filters: 3, kernelSize: 3, dataFormat: 'channelsFirst' }),
  ),
  'conv2d: two, one filter': alone(
    image,
    () => layers.conv2d({ filters: 1, kernelSize: 3, activation: 'tanh' }),
    () => layers.conv2d({ filters: 2, kernelSize: 2 }),
  ),
  'conv2d: as many channels as lie in a block': {
    ...alone(
      [6, 7, 3],
      () => layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }),
      () => layers.maxPooling2d({ poolSize: 2 }),
      () => layers.conv2d({ filters: 32, kernelSize: 2, useBias: false }),
      () => layers.batchNormalization(),
      () => layers.activation({ activation: 'tanh' }),
      () => layers.conv2d({ filters: 16, kernelSize: 1, strides: 2 }),
      () => layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
      () => layers.dense({ units: 2 }),
    ),
    secondRefused: 'MaxPoolGrad',
  },
  'conv2d: dilated': behind(image, () =>
    layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, activation: 'tanh' }),
  ),
  conv3d: behind(volume, () => layers.conv3d({ filters: 2, kernelSize: 2 })),
  'conv3d: same, strides': behind(volume, () =>
    layers.conv3d({ filters: 2, kernelSize: 3, padding: 'same', strides: 2 }),
  ),
  'conv3d: before batch normalisation': behind(
    volume,
    () => layers.conv3d({ filters: 3, kernelSize: 2, useBias: false }),
    () => layers.batchNormalization({ momentum: 0.8 }),
  ),
  conv2dTranspose: behind(image, () => layers.conv2dTranspose({ filters: 3, kernelSize: 3 })),
  'conv2dTranspose: same, strides': behind(image, () =>
    layers.conv2dTranspose({ filters: 2, kernelSize: 3, padding: 'same', strides: 2 }),
  ),
  'conv2dTranspose: valid, strides': behind(image, () =>
    layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 3, activation: 'tanh' }),
  ),
  conv3dTranspose: behind(volume, () => layers.conv3dTranspose({ filters: 2, kernelSize: 2 })),
  depthwiseConv2d: behind(image, () => layers.depthwiseConv2d({ kernelSize: 3 })),
  'depthwiseConv2d: same, strides, multiplier': behind(image, () =>
    layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', strides: 2, depthMultiplier: 2 }),
  ),
  separableConv2d: behind(image, () => layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2 })),
  'separableConv2d: same, strides': behind(image, () =>
    layers.separableConv2d({ filters: 3, kernelSize: 3, padding: 'same', strides: 2 }),
  ),
};

const pooling: LayerCases = {
  maxPooling1d: largest(line, () => layers.maxPooling1d({ poolSize: 2 })),
  'maxPooling1d: same, overlapping': largest(line, () =>
    layers.maxPooling1d({ poolSize: 3, strides: 2, padding: 'same' }),
  ),
  maxPooling2d: largest(image, () => layers.maxPooling2d({ poolSize: 2 })),
  'maxPooling2d: overlapping': largest(image, () => layers.maxPooling2d({ poolSize: 3, strides: 1 })),
  'maxPooling2d: same, overlapping': largest(image, () =>
    layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
  ),
  'maxPooling2d: gaps': largest(image, () => layers.maxPooling2d({ poolSize: 2, strides: 3 })),
  'maxPooling2d: channels first': largest([2, 6, 4], () =>
    layers.maxPooling2d({ poolSize: 2, dataFormat: 'channelsFirst' }),
  ),
  maxPooling3d: largest(volume, () => layers.maxPooling3d({ poolSize: 2 })),
  'maxPooling3d: same': largest(volume, () => layers.maxPooling3d({ poolSize: 2, strides: 2, padding: 'same' })),
  averagePooling1d: behind(line, () => layers.averagePooling1d({ poolSize: 2 })),
  'averagePooling1d: same, overlapping': behind(line, () =>
    layers.averagePooling1d({ poolSize: 3, strides: 2, padding: 'same' }),
  ),
  averagePooling2d: behind(image, () => layers.averagePooling2d({ poolSize: 2 })),
  'averagePooling2d: overlapping': behind(image, () => layers.averagePooling2d({ poolSize: 3, strides: 1 })),
  'averagePooling2d: same, overlapping': behind(image, () =>
    layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
  ),
  averagePooling3d: behind(volume, () => layers.averagePooling3d({ poolSize: 2 })),
  'averagePooling3d: same, overlapping': behind([4, 5, 4, 1], () =>
    layers.averagePooling3d({ poolSize: 3, strides: 2, padding: 'same' }),
  ),
  globalAveragePooling1d: behind(line, () => layers.globalAveragePooling1d({})),
  globalAveragePooling2d: behind(image, () => layers.globalAveragePooling2d({ dataFormat: 'channelsLast' })),
  'globalAveragePooling2d: channels first': behind(image, () =>
    layers.globalAveragePooling2d({ dataFormat: 'channelsFirst' }),
  ),
  globalMaxPooling1d: behind(line, () => layers.globalMaxPooling1d({})),
  globalMaxPooling2d: behind(image, () => layers.globalMaxPooling2d({ dataFormat: 'channelsLast' })),
};

const framing: LayerCases = {
  cropping2D: behind(image, () =>
    layers.cropping2D({
      cropping: [
        [1, 2],
        [0, 1],
      ],
    }),
  ),
  zeroPadding2d: behind(image, () =>
    layers.zeroPadding2d({
      padding: [
        [1, 2],
        [0, 3],
      ],
    }),
  ),
  'upSampling2d: nearest': behind(image, () => layers.upSampling2d({ size: [2, 3] })),
  'upSampling2d: bilinear': behind(image, () => layers.upSampling2d({ size: [2, 3], interpolation: 'bilinear' })),
  centerCrop: { ...behind(image, () => layers.centerCrop({ height: 4, width: 5 })), refused: 'CropAndResize' },
};

/** Layers for images, lines and volumes. */
export const imageLayers: LayerCases = { ...convolution, ...pooling, ...framing };

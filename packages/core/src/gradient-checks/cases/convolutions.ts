import type * as tfTypes from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';

import { opCase, type CaseTraits, type GradientCase } from '../gradient-case.js';

type Images = (...inputs: tf.Tensor4D[]) => tf.Tensor;

const ofImages = (
  name: string,
  compute: Images,
  inputs: readonly (readonly number[])[],
  traits?: CaseTraits,
): GradientCase => opCase(name, compute, inputs, traits);

const image = [2, 5, 4, 2];
const filter = [3, 2, 2, 3];
const depthwise = [2, 3, 2, 2];

const plane: readonly GradientCase[] = [
  ofImages('conv2d: valid', (x, w) => tf.conv2d(x, w, 1, 'valid'), [image, filter]),
  ofImages('conv2d: same', (x, w) => tf.conv2d(x, w, 1, 'same'), [image, filter]),
  ofImages('conv2d: same, strides', (x, w) => tf.conv2d(x, w, 2, 'same'), [image, filter]),
  ofImages('conv2d: valid, uneven strides', (x, w) => tf.conv2d(x, w, [2, 1], 'valid'), [image, filter]),
  ofImages(
    'conv2d: padded by numbers',
    (x, w) =>
      tf.conv2d(x, w, 1, [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ]),
    [image, filter],
  ),
  ofImages('conv2d: padded by a number', (x, w) => tf.conv2d(x, w, 1, 1), [image, [3, 3, 2, 2]]),
  ofImages('conv2d: an even filter', (x, w) => tf.conv2d(x, w, 1, 'same'), [image, [2, 4, 2, 3]]),
  ofImages('conv2d: pointwise, strides', (x, w) => tf.conv2d(x, w, 2, 'same'), [image, [1, 1, 2, 3]]),
  ofImages('conv2d: pointwise', (x, w) => tf.conv2d(x, w, 1, 'same'), [image, [1, 1, 2, 3]]),
  ofImages('conv2d: a filter of the size of the image', (x, w) => tf.conv2d(x, w, 1, 'valid'), [image, [5, 4, 2, 2]]),
  ofImages('conv2d: strides larger than the filter', (x, w) => tf.conv2d(x, w, 3, 'same'), [image, [2, 1, 2, 2]]),
  ofImages('conv2d: dilated, same', (x, w) => tf.conv2d(x, w, 1, 'same', 'NHWC', [2, 3]), [[1, 5, 6, 2], filter]),
  ofImages('conv2d: dilated, valid', (x, w) => tf.conv2d(x, w, 1, 'valid', 'NHWC', 2), [[2, 6, 4, 2], filter]),
  ofImages('conv2d: many channels', (x, w) => tf.conv2d(x, w, 1, 'same'), [
    [1, 3, 3, 16],
    [3, 3, 16, 16],
  ]),
  opCase('conv1d', (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 2, 'same'), [
    [2, 7, 2],
    [3, 2, 3],
  ]),
  opCase('conv1d: dilated', (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, 'same', 'NWC', 3), [
    [1, 7, 2],
    [3, 2, 2],
  ]),
  ofImages('conv2dTranspose: same, strides', (x, w) => tf.conv2dTranspose(x, w, [2, 5, 4, 2], 2, 'same'), [
    [2, 3, 2, 3],
    filter,
  ]),
  ofImages('conv2dTranspose: valid', (x, w) => tf.conv2dTranspose(x, w, [2, 5, 3, 2], 1, 'valid'), [
    [2, 3, 2, 3],
    filter,
  ]),
  ofImages('depthwiseConv2d: valid', (x, w) => tf.depthwiseConv2d(x, w, 1, 'valid'), [[2, 4, 4, 2], depthwise]),
  ofImages('depthwiseConv2d: same, strides', (x, w) => tf.depthwiseConv2d(x, w, 2, 'same'), [[2, 4, 5, 2], depthwise]),
  ofImages('depthwiseConv2d: dilated', (x, w) => tf.depthwiseConv2d(x, w, 1, 'same', 'NHWC', 2), [
    [1, 4, 5, 2],
    depthwise,
  ]),
  ofImages('depthwiseConv2d: many channels, a multiplier', (x, w) => tf.depthwiseConv2d(x, w, 1, 'same'), [
    [1, 3, 3, 16],
    [2, 2, 16, 2],
  ]),
  ofImages('separableConv2d', (x, d, p) => tf.separableConv2d(x, d, p, 1, 'same'), [
    [2, 3, 3, 2],
    [2, 2, 2, 2],
    [1, 1, 4, 3],
  ]),
  ofImages('separableConv2d: dilated', (x, d, p) => tf.separableConv2d(x, d, p, 1, 'valid', 2), [
    [1, 4, 4, 2],
    [2, 2, 2, 1],
    [1, 1, 2, 2],
  ]),
  ...(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const).map((activation) =>
    ofImages(
      `fused.conv2d: ${activation}`,
      (x, w, bias) => tf.fused.conv2d({ x, filter: w, strides: 1, pad: 'same', bias, activation, leakyreluAlpha: 0.3 }),
      [[1, 3, 3, 2], [2, 2, 2, 2], [2]],
    ),
  ),
  ofImages(
    'fused.depthwiseConv2d',
    (x, w, bias) => tf.fused.depthwiseConv2d({ x, filter: w, strides: 1, pad: 'same', bias, activation: 'relu' }),
    [[1, 3, 3, 2], [2, 2, 2, 1], [2]],
  ),
];

type Volumes = (...inputs: tfTypes.Tensor5D[]) => tf.Tensor;

const ofVolumes = (name: string, compute: Volumes, ...inputs: readonly (readonly number[])[]): GradientCase =>
  opCase(name, compute, inputs);

const space: readonly GradientCase[] = [
  ofVolumes('conv3d: same', (x, w) => tf.conv3d(x, w, 1, 'same'), [2, 2, 3, 2, 2], [2, 2, 1, 2, 2]),
  ofVolumes(
    'conv3d: valid, uneven strides',
    (x, w) => tf.conv3d(x, w, [1, 2, 1], 'valid'),
    [1, 3, 4, 3, 1],
    [2, 3, 1, 1, 2],
  ),
  ofVolumes('conv3d: dilated', (x, w) => tf.conv3d(x, w, 1, 'same', 'NDHWC', 2), [1, 3, 3, 2, 1], [2, 2, 1, 1, 2]),
  ofVolumes(
    'conv3dTranspose: valid',
    (x, w) => tf.conv3dTranspose(x, w, [2, 3, 3, 2, 2], 1, 'valid'),
    [2, 2, 2, 2, 1],
    [2, 2, 1, 2, 1],
  ),
  ofVolumes(
    'conv3dTranspose: same, strides',
    (x, w) => tf.conv3dTranspose(x, w, [1, 3, 4, 3, 2], 2, 'same'),
    [1, 2, 2, 2, 1],
    [2, 2, 2, 2, 1],
  ),
];

/** Convolutions. */
export const convolutions: readonly GradientCase[] = [...plane, ...space];

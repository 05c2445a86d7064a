import * as tf from '@tensorflow/tfjs';

import {
  attribute,
  forAll,
  one,
  type Infer,
  type InferTable,
  type KernelAttributes,
  type KernelInputs,
  type KernelValue,
} from './infer.js';

type Shape4D = [number, number, number, number];
type Shape5D = [number, number, number, number, number];
type Pad = Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
type Rounding = Parameters<typeof tf.backend_util.computeConv2DInfo>[5];

/** Sizes, strides and padding of a two-dimensional convolution, from its kernel's attributes. */
export function conv2dInfo(
  x: readonly number[],
  filter: readonly number[],
  attributes: KernelAttributes,
  depthwise = false,
): ReturnType<typeof tf.backend_util.computeConv2DInfo> {
  return tf.backend_util.computeConv2DInfo(
    x as Shape4D,
    filter as Shape4D,
    attribute<number | [number, number]>(attributes, 'strides'),
    attribute<number | [number, number] | undefined>(attributes, 'dilations') ?? 1,
    attribute<Pad>(attributes, 'pad'),
    attribute<Rounding>(attributes, 'dimRoundingMode'),
    depthwise,
    attributes['dataFormat'] === 'NCHW' && !depthwise ? 'channelsFirst' : 'channelsLast',
  );
}

/** Sizes, strides and padding of a three-dimensional convolution. */
export function conv3dInfo(
  x: readonly number[],
  filter: readonly number[],
  attributes: KernelAttributes,
): ReturnType<typeof tf.backend_util.computeConv3DInfo> {
  return tf.backend_util.computeConv3DInfo(
    x as Shape5D,
    filter as Shape5D,
    attribute<number | [number, number, number]>(attributes, 'strides'),
    attribute<number | [number, number, number] | undefined>(attributes, 'dilations') ?? 1,
    attribute<'same' | 'valid'>(attributes, 'pad'),
  );
}

/** Sizes, strides and padding of a two-dimensional pooling. */
export function pool2dInfo(
  x: readonly number[],
  attributes: KernelAttributes,
): ReturnType<typeof tf.backend_util.computePool2DInfo> {
  return tf.backend_util.computePool2DInfo(
    x as Shape4D,
    attribute<number | [number, number]>(attributes, 'filterSize'),
    attribute<number | [number, number]>(attributes, 'strides'),
    1,
    attribute<Pad>(attributes, 'pad'),
    attribute<Rounding>(attributes, 'dimRoundingMode'),
  );
}

/** Sizes, strides and padding of a three-dimensional pooling. */
export function pool3dInfo(
  x: readonly number[],
  attributes: KernelAttributes,
): ReturnType<typeof tf.backend_util.computePool3DInfo> {
  return tf.backend_util.computePool3DInfo(
    x as Shape5D,
    attribute<number | [number, number, number]>(attributes, 'filterSize'),
    attribute<number | [number, number, number]>(attributes, 'strides'),
    1,
    attribute<'same' | 'valid'>(attributes, 'pad'),
    attribute<Rounding>(attributes, 'dimRoundingMode'),
  );
}

const conv2d = ({ x, filter }: KernelInputs, attributes: KernelAttributes): readonly KernelValue[] =>
  one(conv2dInfo(x!.shape, filter!.shape, attributes).outShape, x!.dtype);
const depthwise = ({ x, filter }: KernelInputs, attributes: KernelAttributes): readonly KernelValue[] =>
  one(conv2dInfo(x!.shape, filter!.shape, attributes, true).outShape, x!.dtype);
const inputGradient: Infer = ({ dy }, attributes) => one(attribute<number[]>(attributes, 'inputShape'), dy!.dtype);
const filterGradient: Infer = ({ dy }, attributes) => one(attribute<number[]>(attributes, 'filterShape'), dy!.dtype);
const poolGradient: Infer = ({ input }) => one(input!.shape, input!.dtype);
const imagesGradient: Infer = ({ images }) => one(images!.shape, 'float32');
const resized: Infer = ({ images }, attributes) => {
  const [height, width] = attribute<[number, number]>(attributes, 'size');
  return one([images!.shape[0]!, height, width, images!.shape[3]!], images!.dtype);
};
const resizedBilinear: Infer = (inputs, attributes) => one(resized(inputs, attributes)[0]!.shape, 'float32');

/** Convolution, pooling, and what else treats images. */
export const convolution: InferTable = {
  ...forAll(['Conv2D', 'FusedConv2D'], conv2d),
  ...forAll(['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'], depthwise),
  ...forAll(['Conv2DBackpropInput', 'DepthwiseConv2dNativeBackpropInput', 'Conv3DBackpropInputV2'], inputGradient),
  ...forAll(['Conv2DBackpropFilter', 'DepthwiseConv2dNativeBackpropFilter', 'Conv3DBackpropFilterV2'], filterGradient),
  Conv3D: ({ x, filter }, attributes) => one(conv3dInfo(x!.shape, filter!.shape, attributes).outShape, x!.dtype),
  ...forAll(['AvgPool', 'MaxPool'], ({ x }, attributes) => one(pool2dInfo(x!.shape, attributes).outShape, x!.dtype)),
  ...forAll(['AvgPool3D', 'MaxPool3D'], ({ x }, attributes) =>
    one(pool3dInfo(x!.shape, attributes).outShape, x!.dtype),
  ),
  ...forAll(['AvgPoolGrad', 'AvgPool3DGrad', 'MaxPoolGrad', 'MaxPool3DGrad'], poolGradient),
  FusedBatchNorm: ({ x }) => one(x!.shape, x!.dtype),
  LRN: ({ x }) => one(x!.shape, x!.dtype),
  LRNGrad: ({ x }) => one(x!.shape, x!.dtype),
  ResizeBilinear: resizedBilinear,
  ResizeNearestNeighbor: resized,
  ...forAll(['ResizeBilinearGrad', 'ResizeNearestNeighborGrad'], imagesGradient),
};

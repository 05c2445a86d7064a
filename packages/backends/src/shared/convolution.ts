import { InvalidArgumentError } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** Sizes of a two-dimensional convolution. */
export type ConvolutionInfo = tf.backend_util.Conv2DInfo;

type Size4 = [number, number, number, number];

/** What shapes a convolution, as it is written at an operation. */
export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
  readonly dataFormat?: 'NHWC' | 'NCHW' | undefined;
  /** TensorFlow.js's gradients of a full convolution do not know it yet, and layers give null: 1. */
  readonly dilations?: number | [number, number] | null | undefined;
}

/**
 * Sizes of a convolution from shapes: input `[batch, height, width, channels]`, filter `[height, width, inputChannels,
 * outputChannels]`, or for a depthwise one `[height, width, channels, multiplier]`.
 *
 * @throws `LML_INVALID_ARGUMENT` for channels that come first.
 */
export function convolutionInfo(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dimRoundingMode, dataFormat, dilations }: ConvolutionAttributes,
  depthwise = false,
): ConvolutionInfo {
  if (dataFormat === 'NCHW') {
    throw new InvalidArgumentError('dataFormat', "'NHWC' on the wasm backend", dataFormat);
  }
  const shapes = [inputShape as Size4, filterShape as Size4] as const;
  return tf.backend_util.computeConv2DInfo(...shapes, strides, dilations ?? 1, pad, dimRoundingMode, depthwise);
}

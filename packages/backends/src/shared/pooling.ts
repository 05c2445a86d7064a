import type { KernelArray } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

/** What shapes a pooling, as it is written at an operation: of images, or of volumes. */
export interface PoolingAttributes {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: unknown;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
}

/** Sizes along depth, height and width; images have a depth of 1. */
type Size3 = readonly [number, number, number];

/** Windows over images or volumes. */
interface Windows {
  readonly outShape: readonly number[];
  readonly size: Size3;
  readonly positions: Size3;
  readonly filter: Size3;
  readonly strides: Size3;
  readonly before: Size3;
}

/** The windows of a pooling of `[batch, (depth,) height, width, channels]`. */
function windowsOf(shape: readonly number[], attributes: PoolingAttributes): Windows {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const options = [filterSize, strides, 1, pad, dimRoundingMode] as readonly unknown[];
  type Of<Compute extends (...given: never[]) => unknown> = Parameters<Compute>;
  if (shape.length === 5) {
    const { computePool3DInfo } = tf.backend_util;
    const info = computePool3DInfo(...([shape, ...options] as unknown as Of<typeof computePool3DInfo>));
    return {
      outShape: info.outShape,
      size: [info.inDepth, info.inHeight, info.inWidth],
      positions: [info.outDepth, info.outHeight, info.outWidth],
      filter: [info.filterDepth, info.filterHeight, info.filterWidth],
      strides: [info.strideDepth, info.strideHeight, info.strideWidth],
      before: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
    };
  }
  const { computePool2DInfo } = tf.backend_util;
  const info = computePool2DInfo(...([shape, ...options] as unknown as Of<typeof computePool2DInfo>));
  return {
    outShape: info.outShape,
    size: [1, info.inHeight, info.inWidth],
    positions: [1, info.outHeight, info.outWidth],
    filter: [1, info.filterHeight, info.filterWidth],
    strides: [1, info.strideHeight, info.strideWidth],
    before: [0, info.padInfo.top, info.padInfo.left],
  };
}

/**
 * Visits each window of each channel: the first `count` of `places` are those of the input's numbers that are in it, in order,
 * and `output` that of its result.
 */
function visit(
  shape: readonly number[],
  { size, positions, filter, strides, before }: Windows,
  each: (places: Int32Array, count: number, output: number) => void,
): void {
  const [batch, channels] = [shape[0]!, shape.at(-1)!];
  const ranges = positions.map((count, axis) =>
    Array.from({ length: count }, (_, position) => {
      const start = position * strides[axis]! - before[axis]!;
      return [Math.max(0, start), Math.min(size[axis]!, start + filter[axis]!)] as const;
    }),
  );
  const places = new Int32Array(filter[0] * filter[1] * filter[2]);
  let output = 0;
  for (let image = 0; image < batch; image++) {
    for (const [front, back] of ranges[0]!) {
      for (const [top, bottom] of ranges[1]!) {
        for (const [left, right] of ranges[2]!) {
          let count = 0;
          for (let depth = front; depth < back; depth++) {
            for (let row = top; row < bottom; row++) {
              const start = ((image * size[0] + depth) * size[1] + row) * size[2];
              for (let column = left; column < right; column++) places[count++] = (start + column) * channels;
            }
          }
          for (let channel = 0; channel < channels; channel++, output++) {
            each(places, count, output);
            for (let index = 0; index < count; index++) places[index]! += 1;
          }
        }
      }
    }
  }
}

/** The largest number of each window; NaN where there is one in it. */
export function poolMaximum({ shape, dtype, data }: KernelArray, attributes: PoolingAttributes): KernelArray {
  const windows = windowsOf(shape, attributes);
  const length = tf.util.sizeFromShape([...windows.outShape]);
  const maxima = dtype === 'int32' ? new Int32Array(length) : new Float32Array(length);
  visit(shape, windows, (places, count, output) => {
    let largest = -Infinity;
    for (let index = 0; index < count; index++) {
      const value = data[places[index]!]!;
      if (value > largest || Number.isNaN(value)) largest = value;
    }
    maxima[output] = largest;
  });
  return { shape: windows.outShape, dtype, data: maxima };
}

/** The mean of each window's numbers, which a padding is none of; NaN where there are none. */
export function poolAverage({ shape, data }: KernelArray, attributes: PoolingAttributes): KernelArray {
  const windows = windowsOf(shape, attributes);
  const means = new Float32Array(tf.util.sizeFromShape([...windows.outShape]));
  visit(shape, windows, (places, count, output) => {
    let sum = 0;
    for (let index = 0; index < count; index++) sum += data[places[index]!]!;
    means[output] = sum / count;
  });
  return { shape: windows.outShape, dtype: 'float32', data: means };
}

/** The gradient of a maximum over windows of volumes: it goes to the largest number of a window, of equals to the last one. */
export function distributeMaximum(
  { dy, input }: { readonly dy: KernelArray; readonly input: KernelArray },
  attributes: PoolingAttributes,
): KernelArray {
  const gradients = new Float32Array(tf.util.sizeFromShape([...input.shape]));
  visit(input.shape, windowsOf(input.shape, attributes), (places, count, output) => {
    let largest = -Infinity;
    let winner = -1;
    for (let index = 0; index < count; index++) {
      const value = input.data[places[index]!]!;
      if (!(value >= largest)) continue;
      largest = value;
      winner = places[index]!;
    }
    if (winner !== -1) gradients[winner]! += dy.data[output]!;
  });
  return { shape: input.shape, dtype: 'float32', data: gradients };
}

/** Whether a padding is written in numbers, and adds something. */
export function isPaddedInNumbers({ pad }: { readonly pad?: unknown }): boolean {
  return typeof pad !== 'string' && [pad].flat(2).some((each) => each !== 0);
}

/**
 * Whether windows hold one number each and leave images of the same shape, but are not the images: TensorFlow.js's cpu backend
 * takes them for that.
 */
export function isTakenForImages(shape: readonly number[], attributes: PoolingAttributes): boolean {
  const { filter, outShape } = windowsOf(shape, attributes);
  const isSame = filter.every((size) => size === 1) && outShape.every((size, axis) => size === shape[axis]);
  return isSame && isPaddedInNumbers(attributes);
}

import { conv2dInfo, pool2dInfo, type KernelAttributes } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { isPaddedInNumbers } from '../shared/pooling.js';
import { borrowFromCpu, isFinite, run, tensorflowKernel, type TensorflowCall } from '../shared/tensorflow-kernel.js';

type Shape = readonly number[];
type Info = Pick<
  ReturnType<typeof tf.backend_util.computeConv2DInfo>,
  | 'padInfo'
  | 'inHeight'
  | 'inWidth'
  | 'outHeight'
  | 'outWidth'
  | 'strideHeight'
  | 'strideWidth'
  | 'effectiveFilterHeight'
  | 'effectiveFilterWidth'
>;

/** What a padding in numbers adds to images of `[batch, height, width, channels]`. */
type Paddings = readonly (readonly [before: number, after: number])[];

/** A kernel over windows of images. */
interface WindowKernel {
  readonly kernelName: string;
  /** The sizes, from the shape of its images. */
  readonly info: (images: Shape, call: TensorflowCall) => Info;
  /** The name of its images among its inputs. Those that compute the gradient of images have none but `inputShape`. */
  readonly images?: string;
  /** What the padding is. */
  readonly fill?: number;
  /** Whether the result is as large as the images. */
  readonly isGradientOfImages?: boolean;
  /** Whether TensorFlow is wrong where there is one column of windows, and strides differ: it gives what lies in memory. */
  readonly isWrongInColumns?: boolean;
  /** Whether TensorFlow writes outside of its memory where strides differ and one leaves out rows or columns. */
  readonly isWrongInGaps?: boolean;
  /** Whether it does so where rows or columns are left over at the end, for filters that are smaller than the strides. */
  readonly isWrongAtEnds?: boolean;
}

const attributesOf = ({ attributes }: TensorflowCall): KernelAttributes => attributes;
const shapeOf = ({ inputs }: TensorflowCall, name: string): Shape => inputs[name]!.shape;
const pooling = (images: Shape, call: TensorflowCall): Info => pool2dInfo(images, attributesOf(call));
const convolution =
  (isDepthwise: boolean, filter: (call: TensorflowCall) => Shape) =>
  (images: Shape, call: TensorflowCall): Info =>
    conv2dInfo(images, filter(call), attributesOf(call), isDepthwise);
const ofFilter = (call: TensorflowCall): Shape => shapeOf(call, 'filter');
const ofShape = ({ attributes }: TensorflowCall): Shape => attributes['filterShape'] as unknown as Shape;

const WINDOWS: readonly WindowKernel[] = [
  { kernelName: tf.Conv2D, images: 'x', info: convolution(false, ofFilter), isWrongInColumns: true },
  { kernelName: tf.FusedConv2D, images: 'x', info: convolution(false, ofFilter), isWrongInColumns: true },
  { kernelName: tf.DepthwiseConv2dNative, images: 'x', info: convolution(true, ofFilter), isWrongInColumns: true },
  { kernelName: tf.FusedDepthwiseConv2D, images: 'x', info: convolution(true, ofFilter), isWrongInColumns: true },
  {
    kernelName: tf.Conv2DBackpropFilter,
    images: 'x',
    info: convolution(false, ofShape),
    isWrongInGaps: true,
    isWrongAtEnds: true,
  },
  {
    kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
    images: 'x',
    info: convolution(true, ofShape),
    isWrongInGaps: true,
  },
  { kernelName: tf.Conv2DBackpropInput, info: convolution(false, ofFilter), isGradientOfImages: true },
  { kernelName: tf.DepthwiseConv2dNativeBackpropInput, info: convolution(true, ofFilter), isGradientOfImages: true },
  { kernelName: tf.MaxPool, images: 'x', fill: -Infinity, info: pooling },
  { kernelName: tf.MaxPoolGrad, images: 'input', fill: -Infinity, info: pooling, isGradientOfImages: true },
];

/**
 * Convolutions and max pooling with a padding in numbers, which tfjs-node refuses or gives wrong attributes: the images are padded
 * first. Some convolutions whose strides differ, or are larger than the filter, at which TensorFlow reads or writes outside of its memory.
 * Pooling that meets NaN, which TensorFlow leaves out, is the cpu backend's.
 */
export const tensorflowWindows: readonly BackendKernel[] = WINDOWS.map((kernel) =>
  tensorflowKernel(kernel.kernelName, (call) => compute(kernel, call)),
);

function compute(kernel: WindowKernel, call: TensorflowCall): tf.TensorInfo | tf.TensorInfo[] {
  const { inputs, attributes, backend, stock } = call;
  const given = kernel.images === undefined ? undefined : inputs[kernel.images]!;
  if (kernel.fill !== undefined && !isFinite(backend, given!)) return borrowFromCpu(kernel.kernelName, call);
  if (attributes['dataFormat'] === 'NCHW') return stock(inputs, attributes);
  const shape = given?.shape ?? (attributes['inputShape'] as unknown as Shape);
  const isPadded = isPaddedInNumbers(attributes);
  const { isWrongInColumns, isWrongInGaps } = kernel;
  if (!isPadded && isWrongInColumns !== true && isWrongInGaps !== true) return stock(inputs, attributes);
  const info = kernel.info(shape, call);
  if (isWrongInGaps === true && hasUnevenGaps(info)) return borrowFromCpu(kernel.kernelName, call);
  const ends = kernel.isWrongAtEnds === true ? endsOf(info) : undefined;
  if (ends !== undefined) return isPadded ? borrowFromCpu(kernel.kernelName, call) : computeWithin(kernel, call, ends);
  const isColumn = isWrongInColumns === true && isUnevenColumn(info);
  if (!isPadded && !isColumn) return stock(inputs, attributes);
  const paddings = paddingsOf(info);
  if (paddings === undefined) return borrowFromCpu(kernel.kernelName, call);
  const inputShape = shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]);
  const valid: tf.NamedAttrMap = { ...attributes, pad: 'valid', inputShape };
  if (given === undefined) return sliceOf(call, stock(inputs, valid) as tf.Tensor, paddings, shape);
  const padded = run(call, tf.PadV2, { x: given }, { paddings, constantValue: kernel.fill ?? 0 });
  try {
    if (isColumn) return computeColumn(kernel, call, padded, info, valid);
    const result = stock({ ...inputs, [kernel.images!]: padded }, valid);
    return kernel.isGradientOfImages === true ? sliceOf(call, result as tf.Tensor, paddings, shape) : result;
  } finally {
    padded.dispose();
  }
}

const isUnevenColumn = ({ outWidth, outHeight, strideWidth, strideHeight }: Info): boolean =>
  outWidth === 1 && outHeight > 1 && strideWidth !== strideHeight;

const hasUnevenGaps = (info: Info): boolean =>
  info.strideHeight !== info.strideWidth &&
  (info.strideHeight > info.effectiveFilterHeight || info.strideWidth > info.effectiveFilterWidth);

/** The rows and columns that are seen, where the last ones are not since a filter is smaller than the strides. */
function endsOf(info: Info): readonly [rows: number, columns: number] | undefined {
  const { inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = info;
  const rows = (outHeight - 1) * strideHeight + info.effectiveFilterHeight;
  const columns = (outWidth - 1) * strideWidth + info.effectiveFilterWidth;
  const hasGaps = strideHeight > info.effectiveFilterHeight || strideWidth > info.effectiveFilterWidth;
  const isLess = rows < inHeight || columns < inWidth;
  return hasGaps && isLess ? [Math.min(rows, inHeight), Math.min(columns, inWidth)] : undefined;
}

/** The same of so many rows and columns of the images; the padding is by name, and stays what it is. */
function computeWithin(
  { images }: WindowKernel,
  call: TensorflowCall,
  [rows, columns]: readonly [number, number],
): tf.TensorInfo | tf.TensorInfo[] {
  const x = call.inputs[images!]!;
  const size = [x.shape[0]!, rows, columns, x.shape[3]!];
  const part = run(call, tf.Slice, { x }, { begin: [0, 0, 0, 0], size });
  const result = call.stock({ ...call.inputs, [images!]: part }, call.attributes);
  part.dispose();
  return result;
}

/** One column of windows: of images that are just as wide, the stride along rows is of no matter. */
function computeColumn(
  { images }: WindowKernel,
  call: TensorflowCall,
  padded: tf.Tensor,
  { effectiveFilterWidth, strideHeight }: Info,
  attributes: tf.NamedAttrMap,
): tf.TensorInfo | tf.TensorInfo[] {
  const [batch, height, , channels] = padded.shape as [number, number, number, number];
  const size = [batch, height, effectiveFilterWidth, channels];
  const column = run(call, tf.Slice, { x: padded }, { begin: [0, 0, 0, 0], size });
  const result = call.stock({ ...call.inputs, [images!]: column }, { ...attributes, strides: strideHeight });
  column.dispose();
  return result;
}

/** What is left of a gradient without that of the padding. */
function sliceOf(call: TensorflowCall, whole: tf.Tensor, paddings: Paddings, shape: Shape): tf.Tensor {
  const slice = run(call, tf.Slice, { x: whole }, { begin: paddings.map(([before]) => before), size: [...shape] });
  whole.dispose();
  return slice;
}

/** The padding that gives as many windows without a further one; undefined where it would have to take something away. */
function paddingsOf(info: Info): Paddings | undefined {
  const along = (before: number, size: number, windows: number, stride: number, filter: number) => {
    const after = Math.max(0, (windows - 1) * stride + filter - size - before);
    const isAsMany = Math.floor((before + size + after - filter) / stride) + 1 === windows;
    return isAsMany ? ([before, after] as const) : undefined;
  };
  const { padInfo, inHeight, inWidth, outHeight, outWidth } = info;
  const rows = along(padInfo.top, inHeight, outHeight, info.strideHeight, info.effectiveFilterHeight);
  const columns = along(padInfo.left, inWidth, outWidth, info.strideWidth, info.effectiveFilterWidth);
  return rows && columns && [[0, 0], rows, columns, [0, 0]];
}

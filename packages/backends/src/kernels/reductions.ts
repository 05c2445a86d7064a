import * as tf from '@tensorflow/tfjs';

import { portableKernel, type PortableKernel } from '../shared/portable-kernel.js';

interface ReductionAttributes {
  /** Of most. */
  readonly axis?: number | number[];
  /** Of Max. */
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

/** The result of a reduction of nothing, by kernel: for float32, and for whole numbers and truth values. */
const OF_NOTHING: Readonly<Record<string, readonly [number, number]>> = {
  [tf.All]: [1, 1],
  [tf.Any]: [0, 0],
  [tf.Max]: [-Infinity, -(2 ** 31)],
  [tf.Mean]: [NaN, NaN],
  [tf.Min]: [Infinity, 2 ** 31 - 1],
  [tf.Prod]: [1, 1],
  [tf.Sum]: [0, 0],
};

/**
 * Reductions of a tensor without numbers: what makes no difference in the reduction. TensorFlow.js's own gives whatever lies in
 * memory on wasm, and some of them others on cpu. Any other tensor is left to it.
 */
export const reductions: readonly PortableKernel[] = Object.entries(OF_NOTHING).map(([kernelName, [float, whole]]) =>
  portableKernel<{ x: tf.TensorInfo }, ReductionAttributes>(
    kernelName,
    ({ x }, { axis, reductionIndices, keepDims }) => {
      if (x.data.length > 0) return undefined;
      const axes = tf.util.parseAxisParam((axis ?? reductionIndices)!, [...x.shape]);
      const shape = x.shape.flatMap((size, index) => (axes.includes(index) ? (keepDims ? [1] : []) : [size]));
      const dtype = kernelName === tf.Mean ? 'float32' : x.dtype;
      const data = tf.util.makeZerosTypedArray(tf.util.sizeFromShape(shape), dtype);
      return { shape, dtype, data: data.fill(dtype === 'float32' ? float : whole) };
    },
  ),
);

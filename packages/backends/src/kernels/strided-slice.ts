import * as tf from '@tensorflow/tfjs';

import { portableKernel } from '../shared/portable-kernel.js';

/**
 * A slice that takes each n-th place of an axis. TensorFlow.js's own takes other places where an axis is dropped, and makes
 * float32 of whole numbers on wasm.
 */
export const stridedSlice = portableKernel<tf.StridedSliceInputs, tf.StridedSliceAttrs>(
  tf.StridedSlice,
  ({ x }, attributes) => {
    const { beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
    const info = tf.slice_util.sliceInfo(
      [...x.shape],
      ...([attributes.begin, attributes.end, attributes.strides] as const),
      ...([beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const),
    );
    if (info.isIdentity || info.sliceDim0 || info.isSimpleSlice) return undefined;
    const { begin, end, strides, finalShape } = info;
    const data = new (x.data.constructor as Float32ArrayConstructor)(tf.util.sizeFromShape(finalShape));
    const steps = [...tf.util.computeStrides([...x.shape]), 1];
    const counts = begin.map((start, axis) => Math.max(0, Math.ceil((end[axis]! - start) / strides[axis]!)));
    let output = 0;
    const copy = (axis: number, from: number): void => {
      if (axis === counts.length) data[output++] = x.data[from]!;
      else
        for (let index = 0; index < counts[axis]!; index++)
          copy(axis + 1, from + (begin[axis]! + index * strides[axis]!) * steps[axis]!);
    };
    copy(0, 0);
    return { shape: finalShape, dtype: x.dtype, data };
  },
);

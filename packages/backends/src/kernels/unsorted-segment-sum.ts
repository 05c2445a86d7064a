import * as tf from '@tensorflow/tfjs';

import { portableKernel } from '../shared/portable-kernel.js';

/**
 * Sums of the rows that have the same segment: `y[s] = Σ x[i]` over all `i` with `segmentIds[i] = s`; the gradient of a
 * gather and of an embedding, which TensorFlow.js does not have on wasm; on cpu it multiplies all rows by 0 or 1 for each
 * segment, so that an infinite number makes NaN of all others. `segmentIds` has the leading sizes of `x`. A row whose segment
 * is negative, or not below `numSegments`, counts for none.
 */
export const unsortedSegmentSum = portableKernel<tf.UnsortedSegmentSumInputs, tf.UnsortedSegmentSumAttrs>(
  tf.UnsortedSegmentSum,
  ({ x, segmentIds }, { numSegments }) => {
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const rowSize = tf.util.sizeFromShape(rowShape);
    const length = numSegments * rowSize;
    const dtype = x.dtype === 'float32' ? 'float32' : 'int32';
    const sums = dtype === 'float32' ? new Float32Array(length) : new Int32Array(length);
    segmentIds.data.forEach((segment, row) => {
      if (segment < 0 || segment >= numSegments) return;
      const from = row * rowSize;
      const to = segment * rowSize;
      for (let index = 0; index < rowSize; index++) sums[to + index]! += x.data[from + index]!;
    });
    return { shape: [numSegments, ...rowShape], dtype, data: sums };
  },
);

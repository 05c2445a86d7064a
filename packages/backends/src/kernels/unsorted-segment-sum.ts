import * as tf from '@tensorflow/tfjs';

import { wasmKernel } from '../shared/wasm-kernel.js';

/**
 * Sums of the rows that have the same segment: `y[s] = Σ x[i]` over all `i` with `segmentIds[i] = s`; the gradient of a
 * gather and of an embedding, which TensorFlow.js does not have on wasm. `segmentIds` has the leading sizes of `x`. A row
 * whose segment is negative, or not below `numSegments`, counts for none.
 */
export const unsortedSegmentSum = wasmKernel<tf.UnsortedSegmentSumInputs, tf.UnsortedSegmentSumAttrs>(
  tf.UnsortedSegmentSum,
  ({ inputs: { x, segmentIds }, attributes: { numSegments }, backend }) => {
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const rowSize = tf.util.sizeFromShape(rowShape);
    const result = backend.makeOutput([numSegments, ...rowShape], x.dtype === 'float32' ? 'float32' : 'int32');
    const sums = backend.typedArrayFromHeap(result).fill(0);
    const values = backend.typedArrayFromHeap(x);
    backend.typedArrayFromHeap(segmentIds).forEach((segment, row) => {
      if (segment < 0 || segment >= numSegments) return;
      const from = row * rowSize;
      const to = segment * rowSize;
      for (let index = 0; index < rowSize; index++) sums[to + index]! += values[from + index]!;
    });
    return result;
  },
);

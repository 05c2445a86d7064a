import * as tf from '@tensorflow/tfjs';

import { copyBlock } from '../shared/copy-block.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/** A tensor cut into pieces along an axis. TensorFlow.js copies the whole tensor for each piece. */
export const splitV = wasmKernel<tf.SplitVInputs, tf.SplitVAttrs, tf.TensorInfo[]>(
  tf.SplitV,
  ({ inputs: { x }, attributes, backend }) => {
    const axis = tf.util.parseAxisParam(attributes.axis, x.shape)[0]!;
    const begin = x.shape.map(() => 0);
    return tf.backend_util.prepareSplitSize(x as tf.Tensor, attributes.numOrSizeSplits, axis).map((size) => {
      const piece = copyBlock(backend, x, begin, x.shape.with(axis, size));
      begin[axis]! += size;
      return piece;
    });
  },
);

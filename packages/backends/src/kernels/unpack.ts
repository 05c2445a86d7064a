import * as tf from '@tensorflow/tfjs';

import { copyBlock } from '../shared/copy-block.js';
import { view, wasmKernel } from '../shared/wasm-kernel.js';

/** A tensor taken apart along an axis, as `tf.unstack` does. TensorFlow.js copies the whole tensor for each part. */
export const unpack = wasmKernel<tf.UnpackInputs, tf.UnpackAttrs, tf.TensorInfo[]>(
  tf.Unpack,
  ({ inputs, attributes, backend, stock }) => {
    const { value } = inputs;
    if (value.dtype === 'string') return stock(inputs, attributes);
    const axis = tf.util.parseAxisParam(attributes.axis, value.shape)[0]!;
    const shape = value.shape.toSpliced(axis, 1);
    const size = value.shape.with(axis, 1);
    return Array.from({ length: value.shape[axis]! }, (_, index) => {
      const begin = value.shape.map((_all, at) => (at === axis ? index : 0));
      return view(copyBlock(backend, value, begin, size), shape);
    });
  },
);

import * as tf from '@tensorflow/tfjs';

import { copyBlock } from '../shared/copy-block.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/** A block cut out of a tensor. TensorFlow.js copies the whole tensor first. */
export const slice = wasmKernel<tf.SliceInputs, tf.SliceAttrs>(tf.Slice, ({ inputs, attributes, backend, stock }) => {
  const { x } = inputs;
  if (x.dtype === 'string') return stock(inputs, attributes);
  const [begin, size] = tf.slice_util.parseSliceParams(x, attributes.begin, attributes.size);
  return copyBlock(backend, x, begin!, size!);
});

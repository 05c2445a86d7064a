import * as tf from '@tensorflow/tfjs';

import { borrow } from '../shared/borrowed-kernel.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/** One number at the place of each index, another elsewhere. TensorFlow.js's own writes whole numbers into other types too. */
export const oneHot = wasmKernel<tf.OneHotInputs, tf.OneHotAttrs>(tf.OneHot, (call) =>
  call.attributes.dtype === 'int32' ? call.stock(call.inputs, call.attributes) : borrow(tf.OneHot, call),
);

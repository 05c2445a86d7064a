import * as tf from '@tensorflow/tfjs';

import { elementwiseKernel } from '../shared/elementwise.js';

/** −1, 0 or 1 by the sign of a number; 0 of NaN. TensorFlow.js's own takes numbers near 0 for 0 on wasm. */
export const sign = elementwiseKernel(tf.Sign, (value) => Math.sign(value) || 0);

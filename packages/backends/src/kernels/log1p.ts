import * as tf from '@tensorflow/tfjs';

import { elementwiseKernel } from '../shared/elementwise.js';

/** `log(1 + x)`, exact near 0. TensorFlow.js's own computes it as it is written on wasm, and gives 0 there. */
export const log1p = elementwiseKernel(tf.Log1p, Math.log1p);

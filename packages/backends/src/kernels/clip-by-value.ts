import * as tf from '@tensorflow/tfjs';

import { nanKernel } from '../shared/nan-kernel.js';

/** Numbers kept between two bounds. TensorFlow.js's own makes a bound of NaN, and leaves whole numbers above the upper one. */
export const clipByValue = nanKernel(tf.ClipByValue, { isWrong: ({ inputs: { x } }) => x!.dtype !== 'float32' });

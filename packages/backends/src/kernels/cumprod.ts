import * as tf from '@tensorflow/tfjs';

import { cumulativeKernel } from '../shared/cumulative.js';

/** Cumulative products. */
export const cumprod = cumulativeKernel(tf.Cumprod, 1, (a, b) => a * b);

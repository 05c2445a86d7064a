import * as tf from '@tensorflow/tfjs';

import { cumulativeKernel } from '../shared/cumulative.js';

/** Cumulative sums. */
export const cumsum = cumulativeKernel(tf.Cumsum, 0, (a, b) => a + b);

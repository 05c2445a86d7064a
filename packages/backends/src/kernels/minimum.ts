import * as tf from '@tensorflow/tfjs';

import { nanKernel } from '../shared/nan-kernel.js';

/** The smaller of two numbers. TensorFlow.js's own takes the first one where the second one is NaN. */
export const minimum = nanKernel(tf.Minimum, { loses: ['b'] });

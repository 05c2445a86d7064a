import * as tf from '@tensorflow/tfjs';

import { nanKernel } from '../shared/nan-kernel.js';

/** The larger of two numbers. TensorFlow.js's own takes the first one where the second one is NaN. */
export const maximum = nanKernel(tf.Maximum, { loses: ['b'] });

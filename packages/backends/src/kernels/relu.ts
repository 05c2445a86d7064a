import * as tf from '@tensorflow/tfjs';

import { nanKernel } from '../shared/nan-kernel.js';

/** Numbers, and 0 in place of negative ones. TensorFlow.js's own makes 0 of NaN whose sign bit is set, as of ∞ − ∞. */
export const relu = nanKernel(tf.Relu);

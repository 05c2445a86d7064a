import * as tf from '@tensorflow/tfjs';

import { nanKernel } from '../shared/nan-kernel.js';

/** Numbers kept between 0 and 6. TensorFlow.js's own makes a bound of NaN. */
export const relu6 = nanKernel(tf.Relu6);

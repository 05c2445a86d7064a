import * as tf from '@tensorflow/tfjs';

import { isEmpty } from '../shared/empty.js';
import { nanKernel } from '../shared/nan-kernel.js';

/** Where the smallest number of an axis is. TensorFlow.js's own fails for nothing, and passes over NaN in other places than cpu. */
export const argMin = nanKernel(tf.ArgMin, { isWrong: ({ inputs: { x } }) => isEmpty(x!) });

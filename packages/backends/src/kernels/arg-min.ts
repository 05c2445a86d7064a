import * as tf from '@tensorflow/tfjs';

import { nanKernel } from '../shared/nan-kernel.js';

/** Where the smallest number of an axis is. TensorFlow.js's own fails for nothing, and passes over NaN in other places than cpu. */
export const argMin = nanKernel(tf.ArgMin, { isWrong: ({ inputs: { x } }) => tf.util.sizeFromShape(x!.shape) === 0 });

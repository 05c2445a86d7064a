import * as tf from '@tensorflow/tfjs';

import { nanKernel } from '../shared/nan-kernel.js';
import { isPaddedInNumbers } from '../shared/pooling.js';

/** Average pooling of images. TensorFlow.js's own loses NaN, and reads outside of images with a padding in numbers. */
export const avgPool = nanKernel(tf.AvgPool, { isWrong: ({ attributes }) => isPaddedInNumbers(attributes) });

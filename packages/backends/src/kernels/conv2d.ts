import * as tf from '@tensorflow/tfjs';

import { convolutionKernel } from '../shared/convolution-kernel.js';

/** A convolution. TensorFlow.js's own gives zeros for `'same'` padding with some strides larger than the filter. */
export const conv2d = convolutionKernel<tf.Conv2DAttrs>(tf.Conv2D, { depthwise: false });

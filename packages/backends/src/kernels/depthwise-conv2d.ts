import * as tf from '@tensorflow/tfjs';

import { convolutionKernel } from '../shared/convolution-kernel.js';

/** A depthwise convolution. TensorFlow.js's own gives zeros for `'same'` padding with some strides larger than the filter. */
export const depthwiseConv2d = convolutionKernel<tf.DepthwiseConv2dNativeAttrs>(tf.DepthwiseConv2dNative, {
  depthwise: true,
});

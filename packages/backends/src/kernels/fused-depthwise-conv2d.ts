import * as tf from '@tensorflow/tfjs';

import { convolutionKernel } from '../shared/convolution-kernel.js';

/** A depthwise convolution with bias and activation, mended like the plain one. */
export const fusedDepthwiseConv2d = convolutionKernel<tf.FusedDepthwiseConv2DAttrs>(tf.FusedDepthwiseConv2D, {
  depthwise: true,
});

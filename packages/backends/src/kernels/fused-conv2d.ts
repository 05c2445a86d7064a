import * as tf from '@tensorflow/tfjs';

import { convolutionKernel } from '../shared/convolution-kernel.js';

/** A convolution with bias and activation, mended like the plain one. */
export const fusedConv2d = convolutionKernel<tf.FusedConv2DAttrs>(tf.FusedConv2D, { depthwise: false });

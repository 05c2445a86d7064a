import * as tf from '@tensorflow/tfjs';

import { distributeMaximum, type PoolingAttributes } from '../shared/pooling.js';
import { portableKernel } from '../shared/portable-kernel.js';

/**
 * The gradient of max pooling of volumes. TensorFlow.js's own goes to wrong places on cpu for windows that are not square or
 * overlap the edge, and loses negative numbers on wasm.
 */
export const maxPool3dGrad = portableKernel<Pick<tf.MaxPool3DGradInputs, 'dy' | 'input'>, PoolingAttributes>(
  tf.MaxPool3DGrad,
  distributeMaximum,
);

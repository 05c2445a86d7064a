import * as tf from '@tensorflow/tfjs';

import { poolMaximum, type PoolingAttributes } from '../shared/pooling.js';
import { portableKernel } from '../shared/portable-kernel.js';

/** Max pooling of volumes. TensorFlow.js's own loses NaN on cpu, and negative numbers on wasm. */
export const maxPool3d = portableKernel<tf.MaxPool3DInputs, PoolingAttributes>(tf.MaxPool3D, ({ x }, attributes) =>
  poolMaximum(x, attributes),
);

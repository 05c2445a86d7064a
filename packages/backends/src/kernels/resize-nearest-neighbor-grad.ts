import * as tf from '@tensorflow/tfjs';

import { portableKernel } from '../shared/portable-kernel.js';
import { nearest, resizingGradient, type Resizing } from '../shared/resizing.js';

/**
 * The gradient of resizing by nearest neighbours. TensorFlow.js's own mixes the images of a batch on cpu, never ends there with
 * aligned corners and images one pixel high or wide, and knows no half-pixel centres.
 */
export const resizeNearestNeighborGrad = portableKernel<tf.ResizeNearestNeighborGradInputs, Resizing>(
  tf.ResizeNearestNeighborGrad,
  (inputs, attributes) => resizingGradient(inputs, attributes, nearest),
);

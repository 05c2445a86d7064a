import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { borrowedKernel } from '../shared/borrowed-kernel.js';

/** Kernels that the wasm backend has from cpu: its own are wrong, or missing. All are rare in models, or little work. */
export const borrowed: readonly BackendKernel[] = [
  tf.AvgPool3D,
  tf.Conv3DBackpropFilterV2,
  tf.Conv3DBackpropInputV2,
  tf.Dilation2D,
  tf.Dilation2DBackpropFilter,
  tf.Dilation2DBackpropInput,
  tf.Einsum,
  tf.FloorDiv,
  tf.Mod,
].map(borrowedKernel);

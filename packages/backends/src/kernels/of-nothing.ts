import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { borrow } from '../shared/borrowed-kernel.js';
import { isEmpty } from '../shared/empty.js';
import { wasmKernel } from '../shared/wasm-kernel.js';

/**
 * Kernels that TensorFlow.js does well on wasm, but for a tensor without numbers: they divide by zero, give another shape, or
 * what lies in memory. That is left to the cpu backend.
 */
export const ofNothing: readonly BackendKernel[] = [
  tf.GatherV2,
  tf.ResizeBilinear,
  tf.ResizeNearestNeighbor,
  tf.Transpose,
].map((kernelName) =>
  wasmKernel<tf.NamedTensorInfoMap, tf.NamedAttrMap>(kernelName, (call) =>
    Object.values(call.inputs).some(isEmpty) ? borrow(kernelName, call) : call.stock(call.inputs, call.attributes),
  ),
);

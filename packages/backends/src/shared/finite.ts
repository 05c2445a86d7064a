import type { KernelArray } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { ownKernel } from './install-kernels.js';
import { floats, free, view } from './wasm-kernel.js';

/** Rows and columns of a block, of which one average for each column is looked at. */
const ROWS = 64;
const COLUMNS = 128;

/** Data that is known to be finite. Data of a tensor never changes. */
const finite = new WeakSet<object>();

/** Remembers that a tensor is finite, because it was computed from such. */
export function markFinite({ dataId }: tf.TensorInfo): void {
  finite.add(dataId);
}

/**
 * Whether no float32 tensor holds NaN or an infinite number. False for a few finite numbers whose sum is not, so that what is
 * done for it may be slow, but must not be wrong.
 */
export function areFinite(backend: BackendWasm, ...tensors: readonly (tf.TensorInfo | null | undefined)[]): boolean {
  return tensors.every((tensor) => {
    if (tensor == null || tensor.dtype !== 'float32' || finite.has(tensor.dataId)) return true;
    const result = isFiniteTensor(backend, tensor);
    if (result) markFinite(tensor);
    return result;
  });
}

/** Averages over rows, by the kernel of average pooling, are a sixth of the work of a sum in JavaScript: NaN makes −∞ of them. */
function isFiniteTensor(backend: BackendWasm, tensor: tf.TensorInfo): boolean {
  const blocks = Math.floor(tf.util.sizeFromShape(tensor.shape) / (ROWS * COLUMNS));
  const blocked = blocks * ROWS * COLUMNS;
  if (!hasFiniteSum(floats(backend, tensor).subarray(blocked))) return false;
  if (blocks === 0) return true;
  const averages = ownKernel(
    tf.AvgPool,
    'wasm',
  )({
    inputs: { x: view(tensor, [1, blocks * ROWS, 1, COLUMNS]) },
    attrs: { filterSize: [ROWS, 1], strides: [ROWS, 1], pad: 'valid' },
    backend,
  }) as tf.TensorInfo;
  const result = hasFiniteSum(floats(backend, averages));
  free(backend, averages);
  return result;
}

/** Whether no number is NaN or infinite: such ones survive in a sum in float64. */
export function hasFiniteSum(values: KernelArray['data']): boolean {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return isFinite(sum);
}

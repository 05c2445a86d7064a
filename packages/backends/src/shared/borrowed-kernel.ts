import { MissingFeatureError } from '@lml/core';
import { runCpuKernel, type KernelArray } from '@lml/core/engine';
import type * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from './backend-kernel.js';
import { write } from './portable-kernel.js';
import { wasmKernel, type WasmCall } from './wasm-kernel.js';

/**
 * A kernel of the wasm backend that is the cpu backend's, because wasm's is wrong or missing: right, but slow.
 *
 * @throws `LML_MISSING_FEATURE` where a bundle was made without the cpu backend.
 */
export function borrowedKernel(kernelName: string): BackendKernel {
  return wasmKernel<tf.NamedTensorInfoMap, tf.NamedAttrMap>(kernelName, (call) => borrow(kernelName, call));
}

/** What the kernel of the cpu backend gives for tensors of the wasm backend. */
export function borrow<Inputs, Attributes>(
  kernelName: string,
  { inputs, attributes, backend }: Pick<WasmCall<Inputs, Attributes>, 'inputs' | 'attributes' | 'backend'>,
): tf.TensorInfo {
  const given: Record<string, KernelArray> = {};
  for (const [name, tensor] of Object.entries(inputs as Record<string, tf.TensorInfo | null | undefined>)) {
    if (tensor == null) continue;
    const { shape, dtype } = tensor as tf.TensorInfo & { dtype: KernelArray['dtype'] };
    given[name] = { shape, dtype, data: backend.typedArrayFromHeap(tensor) };
  }
  const [result] = runCpuKernel(kernelName, given, attributes as Record<string, unknown>) ?? [];
  if (result === undefined) {
    throw new MissingFeatureError(
      `'${kernelName}' on the wasm backend takes the kernel of TensorFlow.js's cpu backend, which is not there: import '@tensorflow/tfjs-backend-cpu'.`,
    );
  }
  return write(backend, result);
}

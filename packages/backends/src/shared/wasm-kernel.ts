import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import type { BackendKernel, KernelCall } from './backend-kernel.js';

/** One call of a kernel of the wasm backend. */
export type WasmCall<Inputs, Attributes, Output = tf.TensorInfo> = KernelCall<Inputs, Attributes, Output, BackendWasm>;

/** Declares a kernel with the types of its inputs and attributes, and of its outputs where it has several. */
export function wasmKernel<Inputs, Attributes, Output extends tf.TensorInfo | tf.TensorInfo[] = tf.TensorInfo>(
  kernelName: string,
  compute: (call: WasmCall<Inputs, Attributes, Output>) => Output,
): BackendKernel {
  return { kernelName, compute: compute as unknown as BackendKernel['compute'] };
}

/** Runs a kernel of the wasm backend on tensors, or on other views of their data. The result belongs to the caller. */
export function runKernel(
  backend: BackendWasm,
  kernelName: string,
  inputs: tf.NamedTensorInfoMap,
  attributes: object = {},
): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(kernelName, 'wasm');
  return kernelFunc({ inputs, attrs: attributes as tf.NamedAttrMap, backend }) as tf.TensorInfo;
}

/** The same data under another shape of equal size. */
export function view({ dataId, dtype }: tf.TensorInfo, shape: readonly number[]): tf.TensorInfo {
  return { dataId, dtype, shape: [...shape] };
}

/** The numbers of a float32 tensor, in place. They move when memory is taken, so take all memory first. */
export function floats(backend: BackendWasm, tensor: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}

/** Lets tensors go that a kernel made on its way. */
export function free(backend: BackendWasm, ...tensors: readonly tf.TensorInfo[]): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}

import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** The tensors of a call, under the names that TensorFlow.js's type of inputs has. */
export type Given<Inputs> = { readonly [Name in keyof Inputs]: tf.TensorInfo };

/** One call of a kernel. */
export interface WasmCall<Inputs, Attributes, Output = tf.TensorInfo> {
  /** The tensors. */
  readonly inputs: Given<Inputs>;
  /** The numbers and words that shape it. */
  readonly attributes: Attributes;
  /** Where the tensors lie. */
  readonly backend: BackendWasm;
  /** TensorFlow.js's own kernel of this name, for the calls that it does well. */
  readonly stock: (inputs: Given<Inputs>, attributes: Attributes) => Output;
}

/** A kernel that LML gives to the wasm backend, because TensorFlow.js's own is missing, wrong or slow. */
export interface WasmKernel {
  /** The name under which operations look for it. */
  readonly kernelName: string;
  /** Computes. */
  readonly compute: (call: WasmCall<never, never, never>) => tf.TensorInfo | tf.TensorInfo[];
}

/** Declares a kernel with the types of its inputs and attributes, and of its outputs where it has several. */
export function wasmKernel<Inputs, Attributes, Output extends tf.TensorInfo | tf.TensorInfo[] = tf.TensorInfo>(
  kernelName: string,
  compute: (call: WasmCall<Inputs, Attributes, Output>) => Output,
): WasmKernel {
  return { kernelName, compute: compute as unknown as WasmKernel['compute'] };
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

import type { KernelArray } from '@lml/core/engine';
import type * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import type { BackendKernel, KernelCall } from './backend-kernel.js';

/** A kernel in plain JavaScript, the same for every backend whose numbers JavaScript can read. */
export interface PortableKernel {
  /** The name under which operations look for it. */
  readonly kernelName: string;
  /** Computes, or gives undefined for a call that the backend's own kernel does well. */
  readonly compute: (inputs: never, attributes: never) => KernelArray | readonly KernelArray[] | undefined;
}

/** Declares a portable kernel with the types of its inputs, named as in TensorFlow.js, and of its attributes. */
export function portableKernel<Inputs, Attributes>(
  kernelName: string,
  compute: (
    inputs: { readonly [Name in keyof Inputs]: KernelArray },
    attributes: Attributes,
  ) => KernelArray | readonly KernelArray[] | undefined,
): PortableKernel {
  return { kernelName, compute };
}

/** What a portable kernel needs of the cpu backend, whose type TensorFlow.js does not export. */
interface CpuBackend {
  readonly data: { get(dataId: object): { readonly values: KernelArray['data'] } };
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: KernelArray['data']): tf.TensorInfo;
}

/** A portable kernel for the cpu backend. */
export function onCpu(kernel: PortableKernel): BackendKernel {
  return on<CpuBackend>(
    kernel,
    (backend, { dataId }) => backend.data.get(dataId).values,
    (backend, { shape, dtype, data }) => backend.makeTensorInfo([...shape], dtype, data),
  );
}

/** A portable kernel for the wasm backend. */
export function onWasm(kernel: PortableKernel): BackendKernel {
  return on<BackendWasm>(kernel, (backend, tensor) => backend.typedArrayFromHeap(tensor), write);
}

/** A tensor of the wasm backend with these numbers. */
export function write(backend: BackendWasm, { shape, dtype, data }: KernelArray): tf.TensorInfo {
  // An empty tensor has no place from which numbers could be copied.
  return backend.makeOutput([...shape], dtype, undefined, data.length === 0 ? undefined : data);
}

function on<Backend>(
  { kernelName, compute }: PortableKernel,
  read: (backend: Backend, tensor: tf.TensorInfo) => KernelArray['data'],
  make: (backend: Backend, result: KernelArray) => tf.TensorInfo,
): BackendKernel {
  type Output = tf.TensorInfo | tf.TensorInfo[];
  const run = (call: KernelCall<Record<string, tf.TensorInfo>, never, Output, Backend>): Output => {
    const { inputs, attributes, backend, stock } = call;
    const arrays: Record<string, KernelArray> = {};
    for (const [name, tensor] of Object.entries<tf.TensorInfo>(inputs)) {
      const { shape, dtype } = tensor as tf.TensorInfo & { dtype: KernelArray['dtype'] };
      arrays[name] = { shape, dtype, data: read(backend, tensor) };
    }
    const result = compute(arrays as never, attributes);
    if (result === undefined) return stock(inputs, attributes);
    return isSeveral(result) ? result.map((each) => make(backend, each)) : make(backend, result);
  };
  return { kernelName, compute: run as unknown as BackendKernel['compute'] };
}

const isSeveral = (result: KernelArray | readonly KernelArray[]): result is readonly KernelArray[] =>
  Array.isArray(result);

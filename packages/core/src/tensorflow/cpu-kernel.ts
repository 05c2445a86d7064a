import * as tf from '@tensorflow/tfjs';

import type { ConstantValues } from './symbolic-backend.js';

/** Numbers with a shape and a type, outside of any tensor. */
export interface KernelArray {
  /** The shape. */
  readonly shape: readonly number[];
  /** The data type. */
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** The numbers. */
  readonly data: ConstantValues;
}

const DATA = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/**
 * What a kernel of TensorFlow.js makes of numbers on its cpu backend, whichever backend is in use: for small constants. No
 * tensor is made, so neither tapes nor tidies take notice. Inputs that are a list are named `'0'`, `'1'` … `undefined` where
 * there is no such kernel.
 *
 * @throws what the kernel throws.
 *
 * @example
 * ```ts
 * import { runCpuKernel } from '@lml/core/engine';
 *
 * const x = { shape: [2], dtype: 'float32' as const, data: Float32Array.of(1, 4) };
 * runCpuKernel('Sqrt', { x })?.[0]?.data; // => Float32Array.of(1, 2)
 * ```
 */
export function runCpuKernel(
  name: string,
  inputs: Readonly<Record<string, KernelArray>>,
  attributes: Readonly<Record<string, unknown>> = {},
): KernelArray[] | undefined {
  // Null where a bundle was made without the cpu backend.
  const backend = tf.findBackend('cpu') as tf.KernelBackend | null;
  const kernel = tf.getKernel(name, 'cpu') as tf.KernelConfig | undefined;
  if (backend === null || kernel === undefined) return undefined;
  const infos: Record<string, tf.TensorInfo> = {};
  let made: tf.TensorInfo[] = [];
  try {
    for (const [key, { shape, dtype, data }] of Object.entries(inputs)) {
      // Some kernels look at the rank, which tensors have and their descriptions lack.
      const info = { dataId: backend.write(data, [...shape], dtype), shape: [...shape], dtype, rank: shape.length };
      infos[key] = info;
    }
    const attrs = attributes as unknown as tf.NamedAttrMap;
    // Kernels of a list of tensors want an array.
    const given = '0' in infos ? (Object.values(infos) as unknown as tf.NamedTensorInfoMap) : infos;
    made = [kernel.kernelFunc({ inputs: given, backend, attrs })].flat();
    return made.map(({ dataId, shape, dtype }) => {
      const own = dtype as KernelArray['dtype'];
      return { shape: [...shape], dtype: own, data: DATA[own].from(backend.readSync(dataId) as ConstantValues) };
    });
  } finally {
    for (const { dataId } of [...Object.values(infos), ...made]) backend.disposeData(dataId, true);
  }
}

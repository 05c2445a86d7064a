import { MissingFeatureError } from '@lml/core';
import { runCpuKernel, type KernelArray, type NativeAttribute, type NativeBinding } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { BackendKernel, KernelCall } from './backend-kernel.js';
import { hasFiniteSum } from './finite.js';

type Values = KernelArray['data'];
type Inputs = Readonly<Record<string, tf.TensorInfo | null | undefined>>;
type Output = tf.TensorInfo | tf.TensorInfo[];

/** What tfjs-node's backend offers to kernels. */
export interface TensorflowBackend {
  readonly binding: NativeBinding;
  /** Runs an op of TensorFlow. The tensors that it gives are TensorFlow.js's: what is not a kernel's result has to be disposed of. */
  executeSingleOutput(
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly tf.TensorInfo[],
  ): tf.Tensor;
  readSync(dataId: tf.DataId): Values;
  write(values: Values, shape: number[], dtype: tf.DataType): tf.DataId;
}

/** One call of a kernel of the tensorflow backend. */
export type TensorflowCall<Given = Inputs, Attributes = tf.NamedAttrMap> = KernelCall<
  Given,
  Attributes,
  Output,
  TensorflowBackend
>;

/** Declares a kernel of the tensorflow backend. */
export function tensorflowKernel<Given = Inputs, Attributes = tf.NamedAttrMap>(
  kernelName: string,
  compute: (call: TensorflowCall<Given, Attributes>) => Output,
): BackendKernel {
  return { kernelName, compute: compute as unknown as BackendKernel['compute'] };
}

/** Runs another kernel of the tensorflow backend. */
export function run(
  { backend }: Pick<TensorflowCall, 'backend'>,
  kernelName: string,
  inputs: Readonly<Record<string, tf.TensorInfo>>,
  attributes: object,
): tf.Tensor {
  const { kernelFunc } = tf.getKernel(kernelName, 'tensorflow');
  return kernelFunc({ inputs, attrs: attributes as tf.NamedAttrMap, backend }) as tf.Tensor;
}

/** The numbers of a tensor. */
export function read(backend: TensorflowBackend, { dataId, shape, dtype }: tf.TensorInfo): KernelArray {
  return { shape, dtype: dtype as KernelArray['dtype'], data: backend.readSync(dataId) };
}

/** A tensor of the tensorflow backend with these numbers. */
export function write(backend: TensorflowBackend, { shape, dtype, data }: KernelArray): tf.TensorInfo {
  return { dataId: backend.write(data, [...shape], dtype), shape: [...shape], dtype };
}

/**
 * What the kernel of the cpu backend gives: right, but slow.
 *
 * @throws `LML_MISSING_FEATURE` where there is no cpu backend.
 */
export function borrowFromCpu(
  kernelName: string,
  { inputs, attributes, backend }: Omit<TensorflowCall, 'stock'>,
): Output {
  const given: Record<string, KernelArray> = {};
  for (const [name, tensor] of Object.entries(inputs)) if (tensor != null) given[name] = read(backend, tensor);
  const results = runCpuKernel(kernelName, given, attributes);
  if (results === undefined) {
    throw new MissingFeatureError(
      `'${kernelName}' on the tensorflow backend takes the kernel of TensorFlow.js's cpu backend, which is not there: import '@tensorflow/tfjs-backend-cpu'.`,
    );
  }
  const tensors = results.map((result) => write(backend, result));
  return tensors.length === 1 ? tensors[0]! : tensors;
}

/** Whether a tensor holds neither NaN nor infinite numbers; false also for finite ones whose sum is not. */
export function isFinite(backend: TensorflowBackend, tensor: tf.TensorInfo): boolean {
  if (tensor.dtype !== 'float32' || tensor.shape.includes(0)) return true;
  const { binding } = backend;
  const axes = tensor.shape.map((_, axis) => axis);
  const axesTensor = { ...write(backend, { shape: [axes.length], dtype: 'int32', data: Int32Array.from(axes) }) };
  const attributes = [
    { name: 'keep_dims', type: binding.TF_ATTR_BOOL, value: false },
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'Tidx', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
  ];
  const sum = backend.executeSingleOutput('Sum', attributes, [tensor, axesTensor]);
  const result = hasFiniteSum(backend.readSync(sum.dataId));
  sum.dispose();
  (backend as unknown as tf.KernelBackend).disposeData(axesTensor.dataId);
  return result;
}

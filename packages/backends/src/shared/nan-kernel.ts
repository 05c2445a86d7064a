import type * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from './backend-kernel.js';
import { borrow } from './borrowed-kernel.js';
import { areFinite, markFinite } from './finite.js';
import { wasmKernel, type WasmCall } from './wasm-kernel.js';

type Inputs = Readonly<Record<string, tf.TensorInfo>>;
type Output = tf.TensorInfo | tf.TensorInfo[];
type Call = WasmCall<Inputs, tf.NamedAttrMap, Output>;

/** How a kernel that loses NaN is helped. */
export interface NanHelp {
  /** The inputs of which it loses NaN; all by default. */
  readonly loses?: readonly string[];
  /** Whether it does a call wrong anyway; none by default. */
  readonly isWrong?: (call: Call) => boolean;
  /** What takes its place; by default the kernel of the cpu backend. */
  readonly other?: (call: Call) => Output;
}

/**
 * A kernel of the wasm backend that chooses or averages numbers, and makes other ones of NaN. It is fast, so it computes what is
 * finite; the rest is left to another, so that a ruined loss looks ruined. So are calls that it does wrong anyway.
 */
export function nanKernel(kernelName: string, { loses, isWrong, other }: NanHelp = {}): BackendKernel {
  return wasmKernel<Inputs, tf.NamedAttrMap, Output>(kernelName, (call) => {
    const { inputs, attributes, backend, stock } = call;
    const names = Object.keys(inputs);
    const checked = loses ?? names;
    if (isWrong?.(call) === true || !areFinite(backend, ...checked.map((name) => inputs[name]))) {
      return other === undefined ? borrow(kernelName, call) : other(call);
    }
    const result = stock(inputs, attributes);
    if (checked.length === names.length) [result].flat().forEach(markFinite);
    return result;
  });
}

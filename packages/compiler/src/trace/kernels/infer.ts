import type { ValueType } from '../../graph/graph-builder.js';
import type { GraphDType } from '../../graph/graph.js';

/** Inputs of a kernel, by TensorFlow.js's names. */
export type KernelInputs = Readonly<Record<string, ValueType>>;

/** Attributes of a kernel, as TensorFlow.js gives them. */
export type KernelAttributes = Readonly<Record<string, unknown>>;

/** The shapes and data types of a kernel's outputs, from those of its inputs. */
export type Infer = (inputs: KernelInputs, attributes: KernelAttributes) => readonly ValueType[];

/** Shape inference by kernel name. */
export type InferTable = Readonly<Record<string, Infer>>;

/** The same rule for several kernels. */
export function forAll(names: readonly string[], infer: Infer): InferTable {
  return Object.fromEntries(names.map((name) => [name, infer]));
}

/** One output. */
export function one(shape: readonly number[], dtype: GraphDType): readonly ValueType[] {
  return [{ shape, dtype }];
}

/** An attribute, of the type that TensorFlow.js documents for it. */
export function attribute<Value>(attributes: KernelAttributes, name: string): Value {
  return attributes[name] as Value;
}

/** Axes counted from the front. */
export function normalAxes(axes: number | readonly number[] | undefined | null, rank: number): number[] {
  if (axes === undefined || axes === null) return Array.from({ length: rank }, (_, axis) => axis);
  const list = typeof axes === 'number' ? [axes] : [...axes];
  return list.map((axis) => (axis < 0 ? axis + rank : axis));
}

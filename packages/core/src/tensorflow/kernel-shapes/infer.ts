/** The data types that kernels compute with. */
export type KernelDType = 'float32' | 'int32' | 'bool';

/** Shape and data type of what goes into a kernel or comes out of it. */
export interface KernelValue {
  /** The shape. */
  readonly shape: readonly number[];
  /** The data type. */
  readonly dtype: KernelDType;
}

/** Inputs of a kernel, by TensorFlow.js's names. */
export type KernelInputs = Readonly<Record<string, KernelValue>>;

/** Attributes of a kernel, as TensorFlow.js gives them. */
export type KernelAttributes = Readonly<Record<string, unknown>>;

/** The shapes and data types of a kernel's outputs, from those of its inputs. */
export type Infer = (inputs: KernelInputs, attributes: KernelAttributes) => readonly KernelValue[];

/** Shape inference by kernel name. */
export type InferTable = Readonly<Record<string, Infer>>;

/** The same rule for several kernels. */
export function forAll(names: readonly string[], infer: Infer): InferTable {
  return Object.fromEntries(names.map((name) => [name, infer]));
}

/** One output. */
export function one(shape: readonly number[], dtype: KernelDType): readonly KernelValue[] {
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

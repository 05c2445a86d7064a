/** A typed array of any kind. */
export type AnyTypedArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

interface TypedArrayConstructor {
  readonly [Symbol.species]: new (length: number) => AnyTypedArray;
}

/** Whether `value` is an array or a typed array. */
export function isIndexable(value: unknown): value is readonly unknown[] | AnyTypedArray {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** The entries of `values` at `indices`, as a new array of the same class. */
export function gather(values: readonly unknown[] | AnyTypedArray, indices: Int32Array): unknown[] | AnyTypedArray {
  if (!ArrayBuffer.isView(values)) return Array.from(indices, (index) => values[index]);
  // The species, since Node's Buffer is not to be called with `new`.
  const { [Symbol.species]: Species } = values.constructor as unknown as TypedArrayConstructor;
  const gathered = new Species(indices.length);
  for (let i = 0; i < indices.length; i++) gathered[i] = values[indices[i]!]!;
  return gathered;
}

import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { allocate, isNdArray, sameShape, type DType, type NdArray, type NdData } from './nd-array.js';

/**
 * Arrays one after the other, along their first axis.
 *
 * @throws `LML_SHAPE_MISMATCH` if they differ in type or in other axes, or if there is none.
 */
export function concatenate<D extends DType>(arrays: readonly NdArray<D>[]): NdArray<D> {
  const [first] = arrays;
  if (first === undefined) throw new ShapeMismatchError('There are no arrays to put one after the other.');
  const rest = first.shape.slice(1);
  for (const { dtype, shape } of arrays) {
    if (dtype === first.dtype && sameShape(shape.slice(1), rest)) continue;
    throw new ShapeMismatchError(
      `Arrays of ${first.dtype} [${first.shape.join(', ')}] and ${dtype} [${shape.join(', ')}] do not fit one after the other.`,
    );
  }
  const data = allocate(
    first.dtype,
    arrays.reduce((sum, array) => sum + array.data.length, 0),
  ) as NdData[DType] as Float32Array;
  let offset = 0;
  for (const array of arrays) {
    if (Array.isArray(array.data))
      array.data.forEach((value, index) => ((data as unknown as string[])[offset + index] = value as string));
    else data.set(array.data as Float32Array, offset);
    offset += array.data.length;
  }
  return {
    dtype: first.dtype,
    shape: [arrays.reduce((sum, { shape }) => sum + (shape[0] ?? 1), 0), ...rest],
    data: data as NdData[D],
  };
}

/** Arrays, or lists and records of them. */
export type ArrayTree = NdArray | readonly ArrayTree[] | { readonly [key: string]: ArrayTree };

/**
 * Trees of arrays as one whose arrays are those of all, one after the other.
 *
 * @throws `LML_SHAPE_MISMATCH` where they differ in other axes than the first, boxes of each sample say.
 */
export function concatenateTrees<Tree extends ArrayTree>(parts: readonly Tree[]): Tree {
  const [first] = parts;
  if (first === undefined || isNdArray(first)) return concatenate(parts as readonly NdArray[]) as ArrayTree as Tree;
  const below = (key: string): ArrayTree =>
    concatenateTrees(parts.map((part) => (part as { readonly [key: string]: ArrayTree })[key]!));
  const entries = Object.keys(first).map((key) => [key, below(key)] as const);
  return (Array.isArray(first) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as Tree;
}

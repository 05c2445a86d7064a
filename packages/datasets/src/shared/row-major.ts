import { allocate, sizeOf, type DType, type NdData } from '@lml/core';

/** The distances of neighbours along each axis, where the first index varies fastest. */
export function columnMajorStrides(shape: readonly number[]): number[] {
  const strides: number[] = [];
  shape.reduce((stride, size, axis) => ((strides[axis] = stride), stride * size), 1);
  return strides;
}

/** Values in row-major order of `shape`, taken from where neighbours along each axis are `strides` apart. */
export function toRowMajor(
  values: NdData[DType],
  { dtype, shape, strides }: { dtype: DType; shape: readonly number[]; strides: readonly number[] },
): NdData[DType] {
  const source = values as ArrayLike<number>;
  const target = allocate(dtype, sizeOf(shape)) as Float32Array;
  const last = shape.length - 1;
  const [row, step] = [shape[last] ?? 1, strides[last] ?? 0];
  const index = new Array<number>(shape.length).fill(0);
  for (let to = 0, from = 0; to < target.length; to += row) {
    for (let at = 0; at < row; at++) target[to + at] = source[from + at * step]!;
    // On to the next row: the last index but one varies fastest.
    for (let axis = last - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return target as NdData[DType];
}

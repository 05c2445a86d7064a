import {
  allocate as allocateAnew,
  InvalidArgumentError,
  isNdArray,
  sameShape,
  ShapeMismatchError,
  showShape,
  sizeOf,
  type Dataset,
  type HostBatch,
  type HostValue,
  type NdArray,
} from '@lml/core';

/** Makes room for the numbers of a batch. */
export type Allocate = NonNullable<Parameters<NonNullable<Dataset['getBatch']>>[1]>;

/** Up to so many values are copied faster one by one than by a view on them. */
const FEW = 16;

/** Some samples of a batch, stacked, and the rows of the batch where they belong. */
export interface BatchPart<Value = HostBatch> {
  /** The samples. */
  readonly batch: Value;
  /** The row of each. */
  readonly rows: ArrayLike<number>;
}

/**
 * One batch of parts that came from several datasets; each row is in one part.
 *
 * @throws `LML_SHAPE_MISMATCH` where they differ in shape or type; `LML_INVALID_ARGUMENT` where one lacks a key of the others.
 */
export function mergeRows(
  parts: readonly BatchPart[],
  length: number,
  allocate: Allocate = allocateAnew,
  above = '',
): HostBatch {
  const keys = new Set(parts.flatMap(({ batch }) => Object.keys(batch)));
  return Object.fromEntries(
    Array.from(keys, (key) => {
      const values = parts.flatMap(({ batch, rows }) => {
        if (Object.hasOwn(batch, key)) return [{ batch: batch[key]!, rows }];
        if (key === 'metadata') return [];
        const expected = `records with the same keys; one dataset lacks '${above}${key}'`;
        throw new InvalidArgumentError('samples', expected, batch);
      });
      return [key, mergeValues(`${above}${key}`, values, length, allocate)];
    }),
  );
}

function mergeValues(
  name: string,
  parts: readonly BatchPart<HostValue>[],
  length: number,
  allocate: Allocate,
): HostValue {
  const isList = (part: BatchPart<HostValue>): part is BatchPart<readonly unknown[]> => Array.isArray(part.batch);
  const isArray = (part: BatchPart<HostValue>): part is BatchPart<NdArray> => isNdArray(part.batch);
  if (parts.every(isArray)) return mergeArrays(name, parts, length, allocate);
  if (parts.every(isList)) {
    const list = new Array<unknown>(length).fill(undefined);
    for (const { batch, rows } of parts) batch.forEach((value, row) => (list[rows[row]!] = value));
    return list;
  }
  if (!parts.some(isArray) && !parts.some(isList))
    return mergeRows(parts as readonly BatchPart[], length, allocate, `${name}.`);
  throw new ShapeMismatchError(
    `'${name}' is an array in one dataset and something else in another. Samples that are read together must be alike; change one with map.`,
  );
}

function mergeArrays(name: string, parts: readonly BatchPart<NdArray>[], length: number, allocate: Allocate): NdArray {
  const { dtype, shape } = parts[0]!.batch;
  const rest = shape.slice(1);
  for (const { batch } of parts) {
    if (batch.dtype === dtype && sameShape(batch.shape.slice(1), rest)) continue;
    throw new ShapeMismatchError(
      `'${name}' is ${dtype} ${showShape(rest)} in one dataset and ${batch.dtype} ${showShape(batch.shape.slice(1))} in another. ` +
        'Samples that are read together must be alike; change one with map.',
    );
  }
  const size = sizeOf(rest);
  const room = length * size;
  const data = (dtype === 'string' ? allocateAnew(dtype, room) : allocate(dtype, room)) as Float32Array;
  for (const { batch, rows } of parts) {
    const source = batch.data as Float32Array;
    for (let row = 0; row < rows.length; row++) {
      const [from, to] = [row * size, rows[row]! * size];
      if (size > FEW && dtype !== 'string') data.set(source.subarray(from, from + size), to);
      else for (let at = 0; at < size; at++) data[to + at] = source[from + at]!;
    }
  }
  return { dtype, shape: [length, ...rest], data };
}

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { Allocate } from './array-pool.js';
import type { HostBatch } from './batch.js';
import { checkArray } from './check-array.js';
import { textOf } from './stack-values.js';
import type { Dataset } from './dataset.js';
import { allocate as allocateAnew, sizeOf, type NdArray } from './nd-array.js';

/** Up to so many values are copied faster one by one than by a view on them. */
const FEW = 16;

/** Rows `indices` of an array, along its first axis. `allocate` makes room for them; by default it is new. */
export function gatherRows(array: NdArray, indices: ArrayLike<number>, allocate: Allocate = allocateAnew): NdArray {
  const [length = 0, ...rest] = array.shape;
  const size = sizeOf(rest);
  const values = indices.length * size;
  const data = (
    array.dtype === 'string' ? allocateAnew('string', values) : allocate(array.dtype, values)
  ) as Float32Array;
  const source = array.data as Float32Array;
  for (let row = 0, rows: number; row < indices.length; row += rows) {
    const index = indices[row]!;
    if (!Number.isInteger(index) || index < 0 || index >= length) {
      throw new InvalidArgumentError(
        'index',
        `a whole number from 0 to ${length - 1} (there are ${length} rows)`,
        index,
      );
    }
    // Rows that follow one another, as where nothing is shuffled, are copied together.
    rows = 1;
    while (row + rows < indices.length && indices[row + rows] === index + rows && index + rows < length) rows++;
    const [from, to, count] = [index * size, row * size, rows * size];
    if (count > FEW && !Array.isArray(source)) data.set(source.subarray(from, from + count), to);
    else for (let k = 0; k < count; k++) data[to + k] = source[from + k]!;
  }
  return { dtype: array.dtype, shape: [indices.length, ...rest], data };
}

/** A dataset that holds its samples as columns. */
export interface ColumnarDataset extends Dataset {
  /** Several samples at once, gathered from the columns. */
  getBatch(indices: ArrayLike<number>, allocate?: Allocate): HostBatch;
}

/**
 * A dataset over columns: arrays whose first axis counts the samples. Batches are gathered, without a detour over single
 * samples. `load` is called once, by the first `open`.
 *
 * @throws From `open`: `LML_SHAPE_MISMATCH` if the columns have different lengths, values do not fill their shape, or there are
 * samples without a value; `LML_INVALID_ARGUMENT` for an array that is none.
 *
 * @example
 * ```ts
 * import { columnarDataset, ndArray } from '@lml/core';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 2], [3, 4]]), target: ndArray([0, 1]) }));
 * await dataset.open();
 * dataset.length; // => 2
 * dataset.get(1); // => { input: { dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) }, target: 1 }
 * ```
 */
export function columnarDataset(
  load: () => Readonly<Record<string, NdArray>> | Promise<Readonly<Record<string, NdArray>>>,
): ColumnarDataset {
  let columns: Readonly<Record<string, NdArray>> | undefined;
  let opening: Promise<void> | undefined;
  const open = async (): Promise<void> => {
    const loaded = await load();
    checkColumns(loaded);
    columns = loaded;
  };
  const opened = (): Readonly<Record<string, NdArray>> => {
    if (columns === undefined)
      throw new InvalidArgumentError('dataset', 'open: await dataset.open() first', 'a dataset that is not');
    return columns;
  };
  return {
    open: () =>
      (opening ??= open().catch((error: unknown) => {
        // What failed may be tried again.
        opening = undefined;
        throw error;
      })),
    get columns() {
      return columns;
    },
    get length() {
      return Object.values(opened())[0]?.shape[0] ?? 0;
    },
    get: (index) =>
      Object.fromEntries(
        Object.entries(opened()).map(([key, column]) => {
          const { dtype, shape, data } = gatherRows(column, [index]);
          if (shape.length > 1) return [key, { dtype, shape: shape.slice(1), data }];
          const value = data[0]!;
          return [key, dtype === 'float32' || dtype === 'string' ? value : { dtype, shape: [], data }];
        }),
      ),
    getBatch: (indices, allocate) =>
      Object.fromEntries(
        Object.entries(opened()).map(([key, column]) => {
          const rows = gatherRows(column, indices, allocate);
          return [key, rows.dtype === 'string' ? textRows(rows as NdArray<'string'>) : rows];
        }),
      ),
  };
}

/** Text stays on the host: one text, or one list of texts, a sample. */
function textRows({ shape: [length = 0, ...shape], data }: NdArray<'string'>): readonly unknown[] {
  const size = sizeOf(shape);
  const row = (index: number): readonly string[] => data.slice(index * size, (index + 1) * size);
  return Array.from({ length }, (_, index) => textOf({ dtype: 'string', shape, data: row(index) }));
}

function checkColumns(columns: Readonly<Record<string, NdArray>>): void {
  for (const [key, column] of Object.entries(columns)) {
    checkArray(`'${key}'`, column);
    const [length = 0, ...rest] = column.shape;
    if (length === 0 || sizeOf(rest) > 0) continue;
    throw new ShapeMismatchError(
      `'${key}' has the shape [${column.shape.join(', ')}]: ${length} samples without a single value. Leave the column out, or look at how it was made.`,
    );
  }
  const lengths = Object.entries(columns).map(([key, column]) => [key, column.shape[0]] as const);
  const [firstKey, first] = lengths[0] ?? ['', 0];
  for (const [key, length] of lengths) {
    if (length === first && length !== undefined) continue;
    throw new ShapeMismatchError(
      `'${firstKey}' has ${first ?? 'no axis to count samples by'}${first === undefined ? '' : ' samples'}, but '${key}' has ${length ?? 'no axis to count samples by'}. ` +
        'The first axis of each column counts the samples.',
    );
  }
}

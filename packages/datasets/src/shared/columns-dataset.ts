import {
  columnarDataset,
  isNdArray,
  ShapeMismatchError,
  type Dataset,
  type HostBatch,
  type NdArray,
  type Sample,
} from '@lml/core';

import { checkIndex } from './check-index.js';

/** A part of all samples: an array, a list that stays on the host, or a record of parts. */
export type Column = NdArray | readonly unknown[] | { readonly [name: string]: Column };

/** The parts of all samples, by the key that they have in a sample. */
export type Columns = Readonly<Record<string, Column>>;

/** What is known of columns besides their values. */
export interface ColumnsDescription {
  /** The file that they come from; or of several, that of each part by its key, `input.image` in a record. */
  readonly files?: string | Readonly<Record<string, string>> | undefined;
  /** The names of the classes, or what gives them once the columns are loaded. */
  readonly classNames?: readonly string[] | (() => readonly string[] | undefined) | undefined;
  /** The names of the features, or what gives them once the columns are loaded. */
  readonly inputNames?: readonly string[] | (() => readonly string[] | undefined) | undefined;
  /** What gives the types of the columns that inputs are made of, once they are loaded. */
  readonly inputTypes?: (() => Readonly<Record<string, string>> | undefined) | undefined;
  /** The row of a sample in the file, where some were left out. Default: its index. */
  readonly rowOf?: ((index: number) => number) | undefined;
}

/**
 * A dataset over columns, which may also be lists, or records of columns: core's `columnarDataset` gathers the arrays, and
 * what it gathers is put back to where it stood. `load` is called once, by the first `open`.
 *
 * @throws `LML_SHAPE_MISMATCH` from `open` if the columns have different lengths; `LML_INVALID_ARGUMENT` from `get` and
 * `getBatch` for an index that is out of range.
 */
export function columnsDataset(
  load: () => Columns | Promise<Columns>,
  { files = {}, classNames, inputNames, inputTypes, rowOf = (index) => index }: ColumnsDescription = {},
): Dataset {
  let columns: Columns = {};
  let whole: Readonly<Record<string, NdArray>> | undefined;
  const arrays = columnarDataset(async () => {
    columns = await load();
    checkColumns(columns);
    whole = Object.fromEntries(
      Object.entries(columns).filter((entry): entry is [string, NdArray] => isNdArray(entry[1])),
    );
    const gathered = leavesOf(columns).map(({ column }) => column);
    return Object.fromEntries(gathered.filter(isNdArray).map((array, position) => [position, array]));
  });
  return {
    open: () => arrays.open(),
    get classNames() {
      return typeof classNames === 'function' ? classNames() : classNames;
    },
    get inputNames() {
      return typeof inputNames === 'function' ? inputNames() : inputNames;
    },
    get inputTypes() {
      return inputTypes?.();
    },
    source(index, key) {
      const file = typeof files === 'string' ? files : key === undefined ? undefined : files[key];
      return file === undefined ? undefined : { file, row: rowOf(index) };
    },
    get columns() {
      return whole;
    },
    get length() {
      return arrays.length;
    },
    get(index) {
      checkIndex(index, arrays.length);
      return rebuild(columns, arrays.get(index) as Sample, (list) => list[index]);
    },
    getBatch(indices, allocate) {
      const { length } = arrays;
      for (let row = 0; row < indices.length; row++) checkIndex(indices[row]!, length);
      return rebuild(columns, arrays.getBatch(indices, allocate), (list) =>
        Array.from(indices, (index) => list[index]),
      ) as HostBatch;
    },
  };
}

/**
 * Checks that all columns have as many samples as the first.
 *
 * @throws `LML_SHAPE_MISMATCH`
 */
export function checkColumns(columns: Columns): void {
  const lengths = leavesOf(columns).map(({ name, column }) => {
    const length = isNdArray(column) ? column.shape[0] : column.length;
    if (length !== undefined) return { name, length };
    throw new ShapeMismatchError(`'${name}' is a scalar; it must have an axis that counts the samples.`);
  });
  const [first] = lengths;
  const other = lengths.find(({ length }) => length !== first?.length);
  if (first === undefined || other === undefined) return;
  throw new ShapeMismatchError(
    `'${first.name}' has ${first.length} samples, but '${other.name}' has ${other.length}. Each sample needs one of both.`,
  );
}

function leavesOf(columns: Columns, above = ''): { name: string; column: NdArray | readonly unknown[] }[] {
  return Object.entries(columns).flatMap(([key, column]) => {
    const name = `${above}${key}`;
    return isLeaf(column) ? [{ name, column }] : leavesOf(column, `${name}.`);
  });
}

function isLeaf(column: Column): column is NdArray | readonly unknown[] {
  return isNdArray(column) || Array.isArray(column);
}

/** The columns with, in place of each array, what was gathered of it. Arrays are numbered in the order of {@link leavesOf}. */
function rebuild(
  columns: Columns,
  gathered: Readonly<Record<string, unknown>>,
  pick: (list: readonly unknown[]) => unknown,
): Readonly<Record<string, unknown>> {
  let next = 0;
  const build = (column: Column): unknown => {
    if (isNdArray(column)) return gathered[next++];
    if (Array.isArray(column)) return pick(column);
    return Object.fromEntries(Object.entries(column).map(([key, part]) => [key, build(part as Column)]));
  };
  return build(columns) as Readonly<Record<string, unknown>>;
}

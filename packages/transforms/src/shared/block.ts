import { InvalidArgumentError, isNdArray, sizeOf, type HostBatch, type HostValue, type NdArray } from '@lml/core';

import { columnsOfRows, writeRows, type Workspace } from './transpose.js';

/** The values of one feature, one for each row: numbers, of which NaN is missing, or texts, of which `''` is. */
export interface BlockColumn {
  /** Its name, or its place where it has none. */
  readonly name: string;
  readonly values: Float64Array | readonly string[];
}

/** The features of a part of a batch. */
export interface Block {
  readonly columns: readonly BlockColumn[];
  /** The number of rows; of arrays of more than two axes, of all along the others. */
  readonly rows: number;
  /** How they stood in the batch. */
  readonly form: BlockForm;
}

/** A matrix, whose last axis is that of features, a single number or text a sample, or a record of columns. */
export type BlockForm =
  | { readonly kind: 'matrix'; readonly shape: readonly number[]; readonly dtype: 'float32' | 'float64' }
  | { readonly kind: 'scalar'; readonly dtype: 'float32' | 'float64' }
  | { readonly kind: 'record' };

/**
 * The features of `input` or `target` of a batch. With a workspace they are there until the next batch is read into it.
 *
 * @throws `LML_INVALID_ARGUMENT` for what has no features: texts, arrays of different shapes, records of records.
 */
export function readBlock(batch: HostBatch, part: string, space?: Workspace): Block {
  const value = batch[part];
  if (value === undefined) throw noFeatures(part, value);
  if (isNdArray(value)) return ofArray(value, part, space);
  if (Array.isArray(value))
    return { columns: [columnOf('0', value, part)], rows: value.length, form: { kind: 'scalar', dtype: 'float64' } };
  const columns = Object.entries(value as Readonly<Record<string, HostValue>>).flatMap(([name, own]) =>
    columnsOf(name, own, part),
  );
  return { columns, rows: columns[0]?.values.length ?? 0, form: { kind: 'record' } };
}

/** A batch with other features in place of those of a part. */
export function writeBlock(
  batch: HostBatch,
  part: string,
  columns: readonly BlockColumn[],
  form: BlockForm,
): HostBatch {
  if (form.kind === 'record') return { ...batch, [part]: recordOf(columns) };
  const values = columns[0]?.values;
  if (form.kind === 'scalar' && columns.length === 1 && Array.isArray(values)) return { ...batch, [part]: values };
  return { ...batch, [part]: arrayOf(columns, form) };
}

function ofArray(array: NdArray, part: string, space?: Workspace): Block {
  const { shape } = array;
  const dtype = array.dtype === 'float32' ? 'float32' : 'float64';
  if (array.dtype === 'string' || shape.length === 0) throw noFeatures(part, array);
  if (shape.length === 1) {
    const column = { name: '0', values: numbersOf(array) };
    return { columns: [column], rows: shape[0]!, form: { kind: 'scalar', dtype } };
  }
  const width = shape.at(-1)!;
  const rows = sizeOf(shape.slice(0, -1));
  const columns = columnsOfRows(plainNumbers(array), rows, width, space);
  return {
    columns: columns.map((values, at) => ({ name: String(at), values })),
    rows,
    form: { kind: 'matrix', shape, dtype },
  };
}

/** The column of an entry of a record; arrays of more values a sample are as many columns, `embedding.0` … */
function columnsOf(name: string, value: HostValue, part: string): readonly BlockColumn[] {
  if (Array.isArray(value)) return [columnOf(name, value, `${part}.${name}`)];
  if (!isNdArray(value)) throw noFeatures(`${part}.${name}`, value);
  const { columns, form } = ofArray(value, `${part}.${name}`);
  if (form.kind === 'scalar') return [{ name, values: columns[0]!.values }];
  if (value.shape.length > 2) throw noFeatures(`${part}.${name}`, value);
  if (columns.length === 1) return [{ name, values: columns[0]!.values }];
  return columns.map((column) => ({ name: `${name}.${column.name}`, values: column.values }));
}

function columnOf(name: string, values: readonly unknown[], part: string): BlockColumn {
  if (!values.every((value) => typeof value === 'string')) throw noFeatures(part, values);
  return { name, values };
}

function numbersOf({ dtype, data }: NdArray): Float64Array {
  if (dtype === 'float64') return data as Float64Array;
  return Float64Array.from(data as ArrayLike<number | bigint>, Number);
}

function recordOf(columns: readonly BlockColumn[]): Readonly<Record<string, HostValue>> {
  const names = new Set(columns.map(({ name }) => name));
  if (names.size < columns.length) {
    const twice = columns.find(({ name }, at) => columns.findIndex((other) => other.name === name) < at)!;
    throw new InvalidArgumentError('The changed features', 'of different names', twice.name, 'Rename a column.');
  }
  return Object.fromEntries(
    columns.map(({ name, values }) => [
      name,
      values instanceof Float64Array ? { dtype: 'float64', shape: [values.length], data: values } : values,
    ]),
  );
}

function arrayOf(
  columns: readonly BlockColumn[],
  form: Exclude<BlockForm, { kind: 'record' }>,
): NdArray<'float32' | 'float64'> {
  const rows = columns[0]?.values.length ?? (form.kind === 'matrix' ? sizeOf(form.shape.slice(0, -1)) : 0);
  const width = columns.length;
  const data = form.dtype === 'float32' ? new Float32Array(rows * width) : new Float64Array(rows * width);
  const numbers = columns.map(({ name, values }) => {
    if (values instanceof Float64Array) return values;
    throw new InvalidArgumentError(`The feature '${name}'`, 'numbers, to stand in an array', values);
  });
  writeRows(data, numbers);
  const shape = form.kind === 'scalar' ? (width === 1 ? [rows] : [rows, width]) : [...form.shape.slice(0, -1), width];
  return { dtype: form.dtype, shape, data };
}

/** Its numbers as they are, but those of 64 bits. */
function plainNumbers({ dtype, data }: NdArray): ArrayLike<number> {
  return dtype === 'int64' ? Float64Array.from(data as BigInt64Array, Number) : (data as ArrayLike<number>);
}

function noFeatures(part: string, value: unknown): InvalidArgumentError {
  return new InvalidArgumentError(
    `'${part}' of the batch`,
    'an array of numbers [samples, …, features], or a record of columns of numbers or texts',
    value,
  );
}

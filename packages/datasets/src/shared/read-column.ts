import { column, InvalidArgumentError, isNdArray, stack, type Dataset, type HostValue, type NdArray } from '@lml/core';

/**
 * A part of all samples of an open dataset, stacked as in a batch.
 *
 * @throws `LML_INVALID_ARGUMENT` where the samples have no such part; `LML_SHAPE_MISMATCH` where they differ.
 */
export async function readColumn(dataset: Dataset, key: string): Promise<HostValue> {
  const found = dataset.length === 0 ? [] : await column(dataset, key);
  if (found !== undefined && !Array.isArray(found)) return found as HostValue;
  const values = (found ?? [undefined]) as readonly unknown[];
  if (values.length > 0 && values.every((value) => value === undefined))
    throw new InvalidArgumentError('The samples', `records with '${key}'`, await dataset.get(0));
  return values.length === 0 ? [] : stack()(values.map((value) => ({ [key]: value })))[key]!;
}

/**
 * Numbers of all samples of an open dataset, as a matrix: a row for each sample.
 *
 * @throws As {@link readColumn} does, and `LML_INVALID_ARGUMENT` where they are not one number or one row of numbers a sample.
 */
export async function readRows(dataset: Dataset, key: string): Promise<NdArray> {
  const values = await readColumn(dataset, key);
  if (isNdArray(values) && values.dtype !== 'string' && values.shape.length <= 2) return values;
  if (Array.isArray(values) && values.length === 0) return { dtype: 'float32', shape: [0], data: new Float32Array(0) };
  throw new InvalidArgumentError(`'${key}'`, 'one number, or one row of numbers, a sample', values);
}

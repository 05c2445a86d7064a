import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { LmlError } from '../errors/lml-error.js';
import type { FoldIndices, SplitInput, Splitter } from './splitter.js';
import { lengthOf, type Dataset } from './dataset.js';
import { groupsIn } from './groups-in.js';
import { isNdArray, type NdArray } from './nd-array.js';
import { column } from './subset.js';

type Targets = NonNullable<SplitInput['targets']>;

/**
 * The splits that a splitter makes of an open dataset, by its targets where the splitter looks at them, and by groups: those given, or
 * those of its column `group`.
 *
 * @throws what the splitter throws; `LML_INVALID_ARGUMENT` with what the targets are where it needs one class a sample.
 */
export async function splitsOf(
  splitter: Splitter,
  dataset: Dataset,
  groups?: ArrayLike<number | string>,
): Promise<Iterable<FoldIndices>> {
  const length = lengthOf(dataset);
  const values = length === 0 ? undefined : await column(dataset, 'target');
  const targets = targetsOf(values);
  try {
    return splitter.split({ length, targets, groups: groups ?? groupsIn(dataset) });
  } catch (error) {
    const isOfTargets = LmlError.isInstance(error, InvalidArgumentError.code) && targets === undefined;
    if (!isOfTargets || values === undefined || (error as InvalidArgumentError).argument !== 'targets') throw error;
    throw new InvalidArgumentError(
      'targets',
      'one class a sample, a number or a text, or a row of numbers, where a split is stratified',
      values,
      'Use a splitter that is not stratified.',
    );
  }
}

/** One number, text or row a sample, or `undefined` where targets are anything else. */
export function targetsOf(values: unknown): Targets | undefined {
  if (isNdArray(values)) return ofArray(values);
  if (!Array.isArray(values)) return undefined;
  const plain = values.map((value: unknown) => (isNdArray(value) ? scalarOf(value) : value));
  if (plain.every((value) => typeof value === 'number' || typeof value === 'string')) return plain;
  return values.every(isNdArray) ? stacked(values) : undefined;
}

function ofArray({ dtype, shape, data }: NdArray): Targets | undefined {
  const plain = dtype === 'int64' ? Float64Array.from(data as BigInt64Array, Number) : data;
  if (shape.length === 1) return plain as ArrayLike<number | string>;
  if (shape.length !== 2) return undefined;
  return dtype === 'int64' ? { dtype: 'float64', shape, data: plain as Float64Array } : { dtype, shape, data };
}

/** Rows of one length, one below the other. */
function stacked(rows: readonly NdArray[]): NdArray | undefined {
  const [width] = rows[0]!.shape;
  const isRow = ({ dtype, shape }: NdArray): boolean => dtype !== 'string' && shape.length === 1 && shape[0] === width;
  if (!rows.every(isRow)) return undefined;
  const data = new Float64Array(rows.length * width!);
  rows.forEach((row, at) => data.set(Array.from(row.data as ArrayLike<number>, Number), at * width!));
  return { dtype: 'float64', shape: [rows.length, width!], data };
}

function scalarOf({ dtype, shape, data }: NdArray): unknown {
  if (shape.length > 1 || data.length !== 1) return undefined;
  return dtype === 'string' ? data[0] : Number(data[0]);
}

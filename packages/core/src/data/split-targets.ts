import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { LmlError } from '../errors/lml-error.js';
import type { FoldIndices, Splitter } from './splitter.js';
import { lengthOf, type Dataset } from './dataset.js';
import { isNdArray, type NdArray } from './nd-array.js';
import { column } from './subset.js';

/**
 * The splits that a splitter makes of an open dataset, by its targets where the splitter looks at them.
 *
 * @throws what the splitter throws; `LML_INVALID_ARGUMENT` with what the targets are where it needs one class a sample.
 */
export async function splitsOf(
  splitter: Splitter,
  dataset: Dataset,
  groups?: ArrayLike<number | string>,
): Promise<readonly FoldIndices[]> {
  const length = lengthOf(dataset);
  const values = length === 0 ? undefined : await column(dataset, 'target');
  const targets = classesOf(values);
  try {
    return [...splitter.split({ length, targets, groups })];
  } catch (error) {
    const isOfTargets = LmlError.isInstance(error, InvalidArgumentError.code) && targets === undefined;
    if (!isOfTargets || values === undefined || (error as InvalidArgumentError).argument !== 'targets') throw error;
    const remedy = areRows(values) ? ONE_HOT : 'Use a splitter that is not stratified.';
    throw new InvalidArgumentError(
      'targets',
      'one class a sample, a number or a text, where a split is stratified',
      values,
      remedy,
    );
  }
}

const ONE_HOT =
  'Where they are one-hot, give the number of the class: row.indexOf(1). Else use a splitter that is not stratified.';

/** One number or text a sample, or `undefined` where targets are anything else. */
function classesOf(values: unknown): ArrayLike<number | string> | undefined {
  if (isNdArray(values)) {
    if (values.shape.length !== 1) return undefined;
    return values.dtype === 'int64'
      ? Array.from(values.data as BigInt64Array, Number)
      : (values.data as ArrayLike<number | string>);
  }
  if (!Array.isArray(values)) return undefined;
  const plain = values.map((value: unknown) => (isNdArray(value) ? scalarOf(value) : value));
  return plain.every((value) => typeof value === 'number' || typeof value === 'string') ? plain : undefined;
}

function areRows(values: unknown): boolean {
  if (isNdArray(values)) return values.shape.length === 2;
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  return isNdArray(first) && first.shape.length === 1;
}

function scalarOf({ dtype, shape, data }: NdArray): unknown {
  if (shape.length > 0) return undefined;
  return dtype === 'string' ? data[0] : Number(data[0]);
}

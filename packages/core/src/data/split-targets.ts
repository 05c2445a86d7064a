import type { Dataset } from './dataset.js';
import { isNdArray, type NdArray } from './nd-array.js';
import { column } from './subset.js';

/** The targets of an open dataset as a splitter takes them: one number or text a sample, or `undefined` where there are none. */
export async function splitTargets(dataset: Dataset, key = 'target'): Promise<ArrayLike<number | string> | undefined> {
  if (dataset.length === 0) return undefined;
  const values = await column(dataset, key);
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

function scalarOf({ dtype, shape, data }: NdArray): unknown {
  if (shape.length > 0) return undefined;
  return dtype === 'string' ? data[0] : Number(data[0]);
}

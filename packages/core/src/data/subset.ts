import { ambient } from '../node/ambient.js';
import type { Allocate } from './array-pool.js';
import { checkSample } from './check-read.js';
import { lengthOf, type Dataset } from './dataset.js';
import { derivedDataset } from './derived-dataset.js';
import { nameSource, sourceOf } from './sample-source.js';

/** The samples `indices` of a dataset, in that order. Batches are still read in one go where the dataset can. */
export function subset(dataset: Dataset, indices: ArrayLike<number>): Dataset {
  const map = (positions: ArrayLike<number>): number[] => {
    const mapped = new Array<number>(positions.length);
    for (let index = 0; index < mapped.length; index++) mapped[index] = indices[positions[index]!]!;
    return mapped;
  };
  let original: ArrayLike<number> | undefined;
  const part = derivedDataset(dataset, {
    /** Of a part of a part, the indices in the whole. */
    get indices() {
      const whole = dataset.indices;
      return (original ??= whole === undefined ? indices : Int32Array.from(indices, (index) => whole[index]!));
    },
    get length() {
      return indices.length;
    },
    source: (position, key) => sourceOf(dataset, indices[position]!, key),
    get: (position, context) => dataset.get(indices[position]!, context),
    ...(dataset.getBatch !== undefined && {
      getBatch: (positions: ArrayLike<number>, allocate?: Allocate) => dataset.getBatch!(map(positions), allocate),
    }),
  });
  parts.set(part, { dataset, indices });
  return part;
}

const parts = ambient('subsets', () => new WeakMap<object, { dataset: Dataset; indices: ArrayLike<number> }>());

/** What a {@link subset} was taken from, and which samples; `undefined` of any other dataset. */
export function partOf(
  dataset: object,
): { readonly dataset: Dataset; readonly indices: ArrayLike<number> } | undefined {
  return parts.get(dataset);
}

/** One column of an open dataset, whole: from its columns where it has them, else sample by sample. */
export async function column(dataset: Dataset, key: string): Promise<unknown> {
  const stored = dataset.columns?.[key];
  if (stored !== undefined) return stored;
  const indices = Int32Array.from({ length: lengthOf(dataset) }, (_, index) => index);
  if (dataset.getBatch !== undefined) return (await dataset.getBatch(indices))[key];
  const values: unknown[] = [];
  for (const index of indices) {
    const sample: unknown = await dataset.get(index);
    checkSample(sample, () => nameSource(sourceOf(dataset, index)), 'get');
    values.push(sample[key]);
  }
  return values;
}

import { derivedDataset, type Dataset, type HostBatch, type Sample } from '@lml/core';
import { after } from '@lml/core/engine';

import type { Allocate } from './merge-rows.js';

/** Parts that a dataset's samples are given. */
export interface AddedParts {
  /** Those of one sample. */
  one(index: number): Sample;
  /** Those of several, stacked. */
  many(indices: ArrayLike<number>, allocate?: Allocate): HostBatch;
  /** What becomes of a part that a sample has already. */
  readonly existing: 'kept' | 'replaced';
}

/** A dataset whose samples have further parts. Columns are not passed on. */
export function extended(dataset: Dataset, { one, many, existing }: AddedParts): Dataset {
  const join = <Parts extends Sample | HostBatch>(own: Parts, added: Parts): Parts =>
    existing === 'kept' ? { ...added, ...own } : { ...own, ...added };
  return derivedDataset(dataset, {
    get: (index, context) => after(dataset.get(index, context), (sample) => join(sample, one(index))),
    ...(dataset.getBatch !== undefined && {
      getBatch: (indices, allocate) =>
        after(dataset.getBatch!(indices, allocate), (batch) => join(batch, many(indices, allocate))),
    }),
  });
}

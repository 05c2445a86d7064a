import { EmptyDatasetError } from '../errors/empty-dataset-error.js';
import { RandomState } from '../random/random-state.js';
import { lengthOf, type Dataset } from './dataset.js';
import { splitsOf } from './split-targets.js';
import type { Splitter } from './splitter.js';
import type { Stage } from './stage.js';
import { subset } from './subset.js';

/** A part of a dataset: a fraction between 0 and 1 of all samples, drawn at random, or a splitter, whose first split is taken. */
export type SplitPart = number | Splitter;

/** What is taken from one dataset. */
export interface DataSplit {
  /** For validation; taken from what test data leave. */
  readonly validation?: SplitPart | undefined;
  /** For testing. */
  readonly test?: SplitPart | undefined;
}

/**
 * The indices of each part of an open dataset: test data are taken first, validation data from the rest.
 *
 * @throws `LML_EMPTY_DATASET` if a part is left without samples.
 */
export async function splitIndices(
  dataset: Dataset,
  split: DataSplit,
  seed: number,
): Promise<{ [S in Stage]?: number[] }> {
  const length = lengthOf(dataset);
  if (length === 0) {
    throw new EmptyDatasetError(
      'The dataset has no samples. Look at what it was made of: an empty list, or a file without rows.',
    );
  }
  const order = Array.from({ length }, (_, index) => index);
  const shuffled = Array.from(new RandomState(seed >>> 0).permutation(length));
  const parts: { [S in Stage]?: number[] } = {};
  let rest = order;
  for (const stage of ['test', 'validation'] as const) {
    const part = split[stage];
    if (part === undefined) continue;
    if (typeof part === 'number') {
      const taken = new Set(shuffled.splice(0, Math.round(part * length)));
      parts[stage] = rest.filter((index) => taken.has(index));
      rest = rest.filter((index) => !taken.has(index));
    } else {
      const [first] = await splitsOf(part, subset(dataset, rest));
      if (first === undefined) throw new EmptyDatasetError(`The splitter for ${stage} data gave no split.`);
      const before = rest;
      parts[stage] = Array.from(first.test, (position) => before[position]!);
      rest = Array.from(first.train, (position) => before[position]!);
    }
    const gone = new Set(parts[stage]);
    shuffled.splice(0, shuffled.length, ...shuffled.filter((index) => !gone.has(index)));
    if (parts[stage]?.length === 0) throw emptyPart(stage, length, part);
  }
  if (rest.length === 0) throw emptyPart('train', length, split);
  return { train: rest, ...parts };
}

function emptyPart(stage: string, length: number, part: unknown): EmptyDatasetError {
  const received = typeof part === 'number' ? ` (split ${part})` : '';
  return new EmptyDatasetError(
    `Of ${length} samples none is left for ${stage} data${received}. Change the split or add data.`,
  );
}

import { defineComponent, EmptyDatasetError, type Splitter } from '@lml/core';
import { z } from 'zod';

import { ignoreGroups, requireFolds } from '../shared/checks.js';
import { foldCountShape } from '../shared/fold-schema.js';
import { splits } from '../shared/folds.js';
import { partSizes } from '../shared/part-sizes.js';
import { cuts, span } from '../shared/range.js';
import { sizeOption } from '../shared/shuffle-schema.js';

const shape = {
  ...foldCountShape,
  /** What is tested of each block: below 1 a fraction, rounded up, from 1 a number of samples. Default: `0.2`. */
  testSize: sizeOption()
    .default(0.2)
    .describe('What is tested of each block: below 1 a fraction, rounded up, from 1 a number of samples.'),
  /** Number of samples left out between those trained on and those tested on. Default: `0`. */
  gap: z.int().min(0).default(0).describe('Number of samples left out between those trained on and those tested on.'),
};

/** Options of {@link blockedTimeSeriesSplit}. */
export interface BlockedTimeSeriesSplitOptions
  extends z.input<z.ZodObject<typeof foldCountShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Blocked time series split: samples are in the order of time and cut into blocks of about equal length; of each block the end is
 * tested, and what lies before it in the same block is trained on, so that no sample is in two splits.
 *
 * Blocks are those of `kFold` without shuffling. Indices come in ascending order.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 splits, or a size that is neither a fraction nor a count; from `split`,
 * `LML_INVALID_ARGUMENT` for more splits than samples, or a test size that blocks do not allow, `LML_EMPTY_DATASET` if nothing is left to
 * train on.
 *
 * @example
 * ```ts
 * import { blockedTimeSeriesSplit } from '@lml/splitters';
 *
 * const folds = [...blockedTimeSeriesSplit({ nSplits: 2, testSize: 0.25 }).split({ length: 8 })];
 * folds.map(({ train, test }) => [Array.from(train), Array.from(test)]); // => [[[0, 1, 2], [3]], [[4, 5, 6], [7]]]
 * ```
 */
export const blockedTimeSeriesSplit = defineComponent({
  kind: 'splitter',
  name: 'blocked-time-series-split',
  summary: 'Cuts time into blocks, tests on the end of each and trains on its beginning.',
  schema: z.strictObject(shape),
  conformance: { complete: false, length: 60 },
  create: ({ nSplits, testSize, gap }): Splitter => ({
    split(input) {
      ignoreGroups('blocked-time-series-split', input);
      requireFolds(nSplits, input.length);
      const starts = cuts(input.length, nSplits);
      const testOf = (length: number): number =>
        partSizes(length, { testSize, trainSize: undefined, otherwise: testSize }).test;
      const shortest = Math.floor(input.length / nSplits);
      if (shortest - testOf(shortest) - gap <= 0) {
        throw new EmptyDatasetError(
          `Of a block of ${shortest} samples none is left to train on, with testSize ${testSize} and gap ${gap}. ` +
            'Take fewer splits, change the sizes, or add data.',
        );
      }
      return splits(nSplits, (split) => {
        const [start, end] = [starts[split]!, starts[split + 1]!];
        const middle = end - testOf(end - start);
        return { train: span(start, middle - gap), test: span(middle, end) };
      });
    },
  }),
  examples: [{}, { nSplits: 3, testSize: 4, gap: 1 }],
});

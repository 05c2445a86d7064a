import { defineComponent, InvalidArgumentError, type Splitter } from '@lml/core';
import { z } from 'zod';

import { ignoreGroups, requireFolds } from '../shared/checks.js';
import { foldCountShape } from '../shared/fold-schema.js';
import { splits } from '../shared/folds.js';
import { range } from '../shared/range.js';

const shape = {
  ...foldCountShape,
  /** Largest number of samples to train on, the latest ones. Default: all. */
  maxTrainSize: z
    .int()
    .min(1)
    .optional()
    .describe('Largest number of samples to train on, the latest ones. Default: all.'),
  /** Number of samples to test on in each split. Default: the number of samples by nSplits + 1, rounded down. */
  testSize: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Number of samples to test on in each split. Default: the number of samples by nSplits + 1, rounded down.',
    ),
  /** Number of samples left out between those trained on and those tested on. Default: `0`. */
  gap: z.int().min(0).default(0).describe('Number of samples left out between those trained on and those tested on.'),
};

/** Options of {@link timeSeriesSplit}. */
export interface TimeSeriesSplitOptions
  extends z.input<z.ZodObject<typeof foldCountShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Time series split: samples are in the order of time; each split tests on the next stretch, and trains on what lies before.
 *
 * The stretches that are tested end with the last sample and follow one another. Indices come in ascending order and are those of
 * `sklearn.model_selection.TimeSeriesSplit`.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 splits, or sizes below 1; from `split`, `LML_INVALID_ARGUMENT` for too few samples.
 *
 * @example
 * ```ts
 * import { timeSeriesSplit } from '@lml/splitters';
 *
 * const folds = [...timeSeriesSplit({ nSplits: 3, gap: 1 }).split({ length: 8 })];
 * folds.map(({ test }) => Array.from(test)); // => [[2, 3], [4, 5], [6, 7]]
 * folds.map(({ train }) => train.length); // => [1, 3, 5]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.TimeSeriesSplit`.
 */
export const timeSeriesSplit = defineComponent({
  kind: 'splitter',
  name: 'time-series-split',
  summary: 'Tests on one stretch of time after the other, and trains on what lies before.',
  schema: z.strictObject(shape),
  conformance: { complete: false },
  create: ({ nSplits, maxTrainSize = Infinity, testSize, gap }): Splitter => ({
    split(input) {
      ignoreGroups('time-series-split', input);
      const { length } = input;
      requireFolds(nSplits + 1, length);
      const size = testSize ?? Math.floor(length / (nSplits + 1));
      const first = length - nSplits * size;
      if (first - gap <= 0) {
        const expected = `more than ${nSplits} splits that test on ${size} samples and a gap of ${gap} take, ${nSplits * size + gap}`;
        throw new InvalidArgumentError('The number of samples', expected, length, 'Take fewer splits, or add data.');
      }
      const all = range(length);
      return splits(nSplits, (split) => {
        const start = first + split * size;
        const end = start - gap;
        return { train: all.subarray(Math.max(0, end - maxTrainSize), end), test: all.subarray(start, start + size) };
      });
    },
  }),
  examples: [{}, { nSplits: 3, maxTrainSize: 10, testSize: 4, gap: 1 }],
});

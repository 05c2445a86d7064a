import { defineComponent, EmptyDatasetError, type Splitter } from '@lml/core';
import { z } from 'zod';

import { ignoreGroups, requireFolds } from '../shared/checks.js';
import { foldCountShape } from '../shared/fold-schema.js';
import { splits } from '../shared/folds.js';
import { cuts, joined, span } from '../shared/range.js';

const shape = {
  ...foldCountShape,
  /**
   * Number of samples before and after those tested on that are not trained on: how many later samples the target of a
   * sample looks at. Default: `0`.
   */
  purge: z
    .int()
    .min(0)
    .default(0)
    .describe(
      'Number of samples before and after those tested on that are not trained on: how many later samples the target of a sample looks at.',
    ),
  /**
   * What is not trained on after that: below 1 a fraction of all samples, rounded down, from 1 a number of samples.
   * Default: `0`.
   */
  embargo: z
    .number()
    .refine((value) => value >= 0 && (value < 1 || Number.isInteger(value)), {
      error: ({ input }) =>
        `an embargo must be a fraction from 0 and below 1, or a whole number from 1, got ${String(input)}`,
    })
    .default(0)
    .describe(
      'What is not trained on after that: below 1 a fraction of all samples, rounded down, from 1 a number of samples.',
    ),
};

/** Options of {@link purgedKFold}. */
export interface PurgedKFoldOptions
  extends z.input<z.ZodObject<typeof foldCountShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Purged k-fold with an embargo: samples are in the order of time and cut into k folds; each is tested on once, and what lies before and
 * after it is trained on, but for its neighbours, which know of it.
 *
 * Where a target looks `purge` samples ahead, those that are so near before the fold share samples with it, and so do those that are so
 * near after; they are purged. What follows them may still depend on the fold by what inputs remember; the embargo keeps it out. Folds are
 * those of `kFold` without shuffling. Indices come in ascending order.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds, or a negative purge or embargo; from `split`, `LML_INVALID_ARGUMENT` for more folds
 * than samples, `LML_EMPTY_DATASET` if nothing is left to train on.
 *
 * @example
 * ```ts
 * import { purgedKFold } from '@lml/splitters';
 *
 * const folds = [...purgedKFold({ nSplits: 3, purge: 1, embargo: 1 }).split({ length: 9 })];
 * folds.map(({ train }) => Array.from(train)); // => [[5, 6, 7, 8], [0, 1, 8], [0, 1, 2, 3, 4]]
 * ```
 *
 * @see López de Prado, 2018: Advances in Financial Machine Learning, chapter 7.
 */
export const purgedKFold = defineComponent({
  kind: 'splitter',
  name: 'purged-k-fold',
  summary: 'Tests on each stretch of time once, and trains on all others but for its neighbours.',
  schema: z.strictObject(shape),
  conformance: { complete: false },
  create: ({ nSplits, purge, embargo }): Splitter => ({
    split(input) {
      ignoreGroups('purged-k-fold', input);
      const { length } = input;
      requireFolds(nSplits, length);
      const starts = cuts(length, nSplits);
      const after = purge + (embargo < 1 ? Math.floor(embargo * length) : embargo);
      for (let fold = 0; fold < nSplits; fold++) {
        if (starts[fold]! > purge || starts[fold + 1]! + after < length) continue;
        throw new EmptyDatasetError(
          `Of ${length} samples none is left to train on beside fold ${fold}, with purge ${purge} and embargo ${embargo}. ` +
            'Make them smaller, or add data.',
        );
      }
      return splits(nSplits, (fold) => {
        const [start, end] = [starts[fold]!, starts[fold + 1]!];
        return { train: joined(span(0, start - purge), span(end + after, length)), test: span(start, end) };
      });
    },
  }),
  examples: [{}, { nSplits: 3, purge: 2, embargo: 0.05 }],
});

import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { requireGroups } from '../shared/checks.js';
import { sortedGroups } from '../shared/classes.js';
import { divided, PART } from '../shared/folds.js';
import { shuffledParts } from '../shared/shuffled-parts.js';
import { checkFractions, shuffleShape, sizeOption } from '../shared/shuffle-schema.js';
import { shuffleSplitter } from '../shared/shuffle-splitter.js';

const shape = {
  ...shuffleShape,
  /** Number of splits, each drawn anew. Default: `5`. */
  nSplits: z.int().min(1).default(5).describe('Number of splits, each drawn anew.'),
  /**
   * Size of the part to test on: below 1 a fraction of all groups, rounded up, from 1 a count of groups. Default: what
   * trainSize leaves, or a fifth.
   */
  testSize: sizeOption()
    .optional()
    .describe(
      'Size of the part to test on: below 1 a fraction of all groups, rounded up, from 1 a count of groups. Default: what trainSize leaves, or a fifth.',
    ),
  /**
   * Size of the part to train on: below 1 a fraction of all groups, rounded down, from 1 a count of groups. Default: what
   * testSize leaves.
   */
  trainSize: sizeOption()
    .optional()
    .describe(
      'Size of the part to train on: below 1 a fraction of all groups, rounded down, from 1 a count of groups. Default: what testSize leaves.',
    ),
};

/** Options of {@link groupShuffleSplit}. */
export interface GroupShuffleSplitOptions
  extends Pick<z.input<z.ZodObject<typeof shuffleShape>>, 'randomState'>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Group shuffle split: for each split, groups are put into random order; the samples of the first are tested, and those of the next
 * ones trained on.
 *
 * Sizes count groups, not samples. Groups are numbers or texts. Indices come in ascending order and are those of
 * `sklearn.model_selection.GroupShuffleSplit`. A number that is 1 is a count here.
 *
 * @throws `LML_INVALID_OPTIONS` for sizes that are neither fractions nor counts, or together more than all, or a seed out of
 * range; from `split`, `LML_INVALID_ARGUMENT` for sizes that the groups do not allow, or without groups, `LML_SHAPE_MISMATCH`
 * unless there is a group for each sample, `LML_EMPTY_DATASET` if nothing is left to train on.
 *
 * @example
 * ```ts
 * import { groupShuffleSplit } from '@lml/splitters';
 *
 * const groups = [1, 1, 2, 2, 3, 3, 4, 4];
 * const [first] = groupShuffleSplit({ testSize: 0.25, randomState: 42 }).split({ length: 8, groups });
 * first?.test; // => [2, 3]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.GroupShuffleSplit`.
 */
export const groupShuffleSplit = defineComponent({
  kind: 'splitter',
  name: 'group-shuffle-split',
  summary: 'Draws groups to train on and groups to test on, anew for each split.',
  schema: z.strictObject(shape).check(checkFractions),
  create: (options) =>
    shuffleSplitter({
      ...options,
      otherwise: 0.2,
      drawer: (input, sizesOf) => {
        const { codes, values } = sortedGroups(requireGroups(input));
        const sizes = sizesOf(values.length);
        return (random) => {
          const { train, test } = shuffledParts(values.length, sizes, random);
          const parts = new Uint8Array(values.length).fill(PART.neither);
          for (let i = 0; i < train.length; i++) parts[train[i]!] = PART.train;
          for (let i = 0; i < test.length; i++) parts[test[i]!] = PART.test;
          return divided(codes, parts);
        };
      },
    }),
  examples: [{}, { nSplits: 3, testSize: 0.25, randomState: 7 }],
});

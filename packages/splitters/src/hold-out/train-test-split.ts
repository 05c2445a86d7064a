import { defineComponent, type FoldIndices, type Splitter } from '@lml/core';
import { z } from 'zod';

import { requireTargets } from '../shared/checks.js';
import { sortedClasses } from '../shared/classes.js';
import { partSizes } from '../shared/part-sizes.js';
import { randomStateOf, randomStateOption } from '../shared/random-state-option.js';
import { range, span } from '../shared/range.js';
import { checkFractions, sizeOption } from '../shared/shuffle-schema.js';
import { shuffledParts, stratifiedParts } from '../shared/shuffled-parts.js';

const shape = {
  /**
   * Size of the part to test on: below 1 a fraction of all samples, rounded up, from 1 a count. Default: what trainSize
   * leaves, or a fourth.
   */
  testSize: sizeOption()
    .optional()
    .describe(
      'Size of the part to test on: below 1 a fraction of all samples, rounded up, from 1 a count. Default: what trainSize leaves, or a fourth.',
    ),
  /**
   * Size of the part to train on: below 1 a fraction of all samples, rounded down, from 1 a count. Default: what testSize
   * leaves.
   */
  trainSize: sizeOption()
    .optional()
    .describe(
      'Size of the part to train on: below 1 a fraction of all samples, rounded down, from 1 a count. Default: what testSize leaves.',
    ),
  /**
   * Whether samples are put into random order; or else the first are trained on and the next ones tested. Default:
   * `true`.
   */
  shuffle: z
    .boolean()
    .default(true)
    .describe('Whether samples are put into random order; or else the first are trained on and the next ones tested.'),
  /**
   * The seed of the shuffle, an integer below 2³², with which each call of split gives the same parts; or a generator,
   * which goes on from call to call. Without shuffle it has no effect. Default 0.
   */
  randomState: randomStateOption()
    .optional()
    .describe(
      'The seed of the shuffle, an integer below 2³², with which each call of split gives the same parts; or a generator, which goes on from call to call. Without shuffle it has no effect. Default 0.',
    ),
  /** Whether the classes, which are the targets, keep their shares in both parts. It takes shuffle. Default: `false`. */
  stratify: z
    .boolean()
    .default(false)
    .describe('Whether the classes, which are the targets, keep their shares in both parts. It takes shuffle.'),
};

/** Options of {@link trainTestSplit}. */
export interface TrainTestSplitOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * One split into a part to train on and a part to test on.
 *
 * Indices are those of `sklearn.model_selection.train_test_split`, in its order: shuffled, not ascending. There, classes are given
 * as `stratify`; here they are the targets that a splitter gets anyhow. There, 1.0 is a fraction, and refused; a number that is 1
 * is always a count here. Without a seed results are always the same.
 *
 * @throws `LML_INVALID_OPTIONS` for sizes that are neither fractions nor counts, or together more than all, a seed out of range,
 * or `stratify` without `shuffle`; from `split`, `LML_INVALID_ARGUMENT` for sizes that the samples do not allow, and for
 * `stratify` without targets, with a class of one member, or with a part smaller than the number of classes,
 * `LML_SHAPE_MISMATCH` unless there is a target for each sample, `LML_EMPTY_DATASET` if nothing is left to train on.
 *
 * @example
 * ```ts
 * import { trainTestSplit } from '@lml/splitters';
 *
 * const [split] = trainTestSplit({ testSize: 0.25, randomState: 42 }).split({ length: 12 });
 * split?.train; // => [8, 5, 2, 1, 11, 4, 7, 3, 6]
 * split?.test; // => [10, 9, 0]
 *
 * const targets = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'];
 * const [stratified] = trainTestSplit({ testSize: 2, stratify: true }).split({ length: 8, targets });
 * Array.from(stratified?.test ?? [], (index) => targets[index]).sort(); // => ['a', 'b']
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.train_test_split`.
 */
export const trainTestSplit = defineComponent({
  kind: 'splitter',
  name: 'train-test-split',
  summary: 'Splits once, into a part to train on and a part to test on.',
  schema: z
    .strictObject(shape)
    .refine(({ stratify, shuffle }) => shuffle || !stratify, {
      path: ['stratify'],
      error: 'a stratified split is not implemented for shuffle: false',
    })
    .check(checkFractions),
  create: ({ testSize, trainSize, shuffle, randomState, stratify }): Splitter => ({
    split({ length, targets }): FoldIndices[] {
      const sizes = partSizes(length, { testSize, trainSize, otherwise: 0.25 });
      if (!shuffle) {
        const { train, test } = sizes;
        return [{ train: range(train), test: span(train, train + test) }];
      }
      const random = randomStateOf(randomState);
      if (!stratify) return [shuffledParts(length, sizes, random)];
      return [stratifiedParts(sortedClasses(requireTargets(targets, length)), sizes)(random)];
    },
  }),
  examples: [{}, { testSize: 0.2, randomState: 7 }, { trainSize: 3, shuffle: false }],
});

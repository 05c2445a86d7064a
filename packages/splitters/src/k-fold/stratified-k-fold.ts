import { defineComponent } from '@lml/core';
import type { z } from 'zod';

import { dealByClass } from '../shared/dealers.js';
import { foldOptions, type foldShape } from '../shared/fold-schema.js';
import { kFoldSplitter } from '../shared/k-fold-splitter.js';

/** Options of {@link stratifiedKFold}. */
export interface StratifiedKFoldOptions extends z.input<z.ZodObject<typeof foldShape>> {}

/**
 * Stratified k-fold: k folds in which classes have the shares that they have altogether; each fold is tested on once, and the
 * others are trained on.
 *
 * The classes are the targets: whole numbers, texts, or one-hot rows. Fold f gets as many samples of a class as stand at the places
 * f, f + k, f + 2k … when samples are ordered by class, which for any two folds differs by one at most; they are dealt in the
 * order of the samples, or with `shuffle` at random. Indices come in ascending order and are those of
 * `sklearn.model_selection.StratifiedKFold`, which without a seed takes one from the clock; here results are always the same.
 * A class with fewer samples than folds is missing in some of them; a warning (`LML_SMALL_CLASS`) says so.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or a seed without `shuffle`; from `split`, `LML_INVALID_ARGUMENT` for more
 * folds than samples or than any class has, without targets, or with targets that are no classes, `LML_SHAPE_MISMATCH` unless
 * there is a target for each sample.
 *
 * @example
 * ```ts
 * import { stratifiedKFold } from '@lml/splitters';
 *
 * const targets = ['no', 'no', 'no', 'no', 'yes', 'yes'];
 * const folds = [...stratifiedKFold({ nSplits: 2 }).split({ length: 6, targets })];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 1, 4], [2, 3, 5]]
 * folds[0]?.train; // => [2, 3, 5]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.StratifiedKFold`.
 */
export const stratifiedKFold = defineComponent({
  kind: 'splitter',
  name: 'stratified-k-fold',
  summary: 'Deals samples to k folds in which classes keep their shares, and tests on each once.',
  schema: foldOptions,
  create: (options) => kFoldSplitter({ ...options, dealer: dealByClass('stratified-k-fold', options.nSplits) }),
  examples: [{}, { nSplits: 3, shuffle: true, randomState: 7 }],
});

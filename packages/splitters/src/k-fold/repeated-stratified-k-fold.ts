import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { dealByClass } from '../shared/dealers.js';
import { repeatedShape, type RepeatedOptions, repeatedSplitter } from '../shared/repeated-splitter.js';

/** Options of {@link repeatedStratifiedKFold}. */
export interface RepeatedStratifiedKFoldOptions extends RepeatedOptions {}

/**
 * Repeated stratified k-fold: samples are dealt at random to k folds in which classes keep their shares, several times; each time each fold is tested on once, and the others are trained on.
 *
 * All repeats draw from one generator, one after the other, as they are read. The classes are the targets. Indices come in ascending order and are those of
 * `sklearn.model_selection.RepeatedStratifiedKFold`, which without a seed takes one from the clock; here results are always the same.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or no repeat; from `split`, `LML_INVALID_ARGUMENT` for more folds than
 * samples or than any class has, without targets, or with targets that are no classes, `LML_SHAPE_MISMATCH` unless there is a
 * target for each sample.
 *
 * @example
 * ```ts
 * import { repeatedStratifiedKFold } from '@lml/splitters';
 *
 * const targets = ['a', 'a', 'b', 'b'];
 * const folds = [...repeatedStratifiedKFold({ nSplits: 2, nRepeats: 3 }).split({ length: 4, targets })];
 * folds.map(({ test }) => test.length); // => [2, 2, 2, 2, 2, 2]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.RepeatedStratifiedKFold`.
 */
export const repeatedStratifiedKFold = defineComponent({
  kind: 'splitter',
  name: 'repeated-stratified-k-fold',
  summary: 'Deals samples to k folds several times, classes in their shares, and tests on each once a time.',
  schema: z.strictObject(repeatedShape),
  create: (options) =>
    repeatedSplitter({ ...options, dealer: dealByClass('repeated-stratified-k-fold', options.nSplits) }),
  examples: [{}, { nSplits: 3, nRepeats: 2, randomState: 7 }],
});

import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { dealInOrder } from '../shared/dealers.js';
import { repeatedShape, type RepeatedOptions, repeatedSplitter } from '../shared/repeated-splitter.js';

/** Options of {@link repeatedKFold}. */
export interface RepeatedKFoldOptions extends RepeatedOptions {}

/**
 * Repeated k-fold: samples are dealt to k folds in random order, several times; each time each fold is tested on once, and the others are trained on.
 *
 * All repeats draw from one generator, one after the other, as they are read. Indices come in ascending order and are those of
 * `sklearn.model_selection.RepeatedKFold`, which without a seed takes one from the clock; here results are always the same.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or no repeat; from `split`, `LML_INVALID_ARGUMENT` for more folds than
 * samples.
 *
 * @example
 * ```ts
 * import { repeatedKFold } from '@lml/splitters';
 *
 * const folds = [...repeatedKFold({ nSplits: 3, nRepeats: 2, randomState: 42 }).split({ length: 12 })];
 * folds.length; // => 6
 * Array.from(folds[3]?.test ?? []); // => [0, 8, 9, 10]
 * Array.from(folds[4]?.test ?? []); // => [1, 3, 4, 6]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.RepeatedKFold`.
 */
export const repeatedKFold = defineComponent({
  kind: 'splitter',
  name: 'repeated-k-fold',
  summary: 'Deals samples to k folds several times and tests on each once a time.',
  schema: z.strictObject(repeatedShape),
  create: (options) => repeatedSplitter({ ...options, dealer: dealInOrder('repeated-k-fold', options.nSplits) }),
  examples: [{}, { nSplits: 3, nRepeats: 2, randomState: 7 }],
});

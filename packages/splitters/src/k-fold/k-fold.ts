import { defineComponent } from '@lml/core';
import type { z } from 'zod';

import { dealInOrder } from '../shared/dealers.js';
import { foldOptions, type foldShape } from '../shared/fold-schema.js';
import { kFoldSplitter } from '../shared/k-fold-splitter.js';

/** Options of {@link kFold}. */
export interface KFoldOptions extends z.input<z.ZodObject<typeof foldShape>> {}

/**
 * K-fold: samples are dealt to k folds of neighbours, of equal size but for one; each fold is tested on once, and the others
 * are trained on.
 *
 * Of n samples the first n mod k folds have ⌊n/k⌋ + 1, the others ⌊n/k⌋. With `shuffle`, neighbours are those of a random order.
 * Indices come in ascending order and are those of `sklearn.model_selection.KFold`, which without a seed takes one from the
 * clock; here results are always the same.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or a seed without `shuffle`; from `split`, `LML_INVALID_ARGUMENT` for more
 * folds than samples.
 *
 * @example
 * ```ts
 * import { kFold } from '@lml/splitters';
 *
 * const folds = [...kFold({ nSplits: 3 }).split({ length: 7 })];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 1, 2], [3, 4], [5, 6]]
 * folds[1]?.train; // => [0, 1, 2, 5, 6]
 *
 * const [first] = kFold({ nSplits: 3, shuffle: true, randomState: 42 }).split({ length: 12 });
 * first?.test; // => [0, 8, 9, 10]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.KFold`.
 */
export const kFold = defineComponent({
  kind: 'splitter',
  name: 'k-fold',
  summary: 'Deals samples to k folds and tests on each once.',
  schema: foldOptions,
  create: (options) => kFoldSplitter({ ...options, dealer: dealInOrder('k-fold', options.nSplits) }),
  examples: [{}, { nSplits: 3, shuffle: true, randomState: 7 }],
});

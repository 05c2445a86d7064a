import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { leaveOutSplitter, samplesOf } from '../shared/leave-out-splitter.js';

const shape = {
  /** Number of samples that are tested together. */
  p: z.int().min(1).describe('Number of samples that are tested together.'),
};

/** Options of {@link leavePOut}. */
export interface LeavePOutOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Leave-p-out: each set of p samples is tested, and all others are trained on.
 *
 * Of n samples there are n! / (p! (n − p)!) sets, very many where n is large; each split is made when it is read, in the order of
 * `itertools.combinations`. Indices come in ascending order and are those of `sklearn.model_selection.LeavePOut`.
 *
 * @throws `LML_INVALID_OPTIONS` for p below 1; from `split`, `LML_INVALID_ARGUMENT` unless there are more than p samples.
 *
 * @example
 * ```ts
 * import { leavePOut } from '@lml/splitters';
 *
 * const folds = [...leavePOut({ p: 2 }).split({ length: 3 })];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 1], [0, 2], [1, 2]]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.LeavePOut`.
 */
export const leavePOut = defineComponent({
  kind: 'splitter',
  name: 'leave-p-out',
  summary: 'Tests on each set of p samples, and trains on all others.',
  schema: z.strictObject(shape),
  create: ({ p }) => leaveOutSplitter({ p, unitsOf: (input) => samplesOf('leave-p-out', input) }),
  examples: [{ p: 1 }, { p: 2 }],
});

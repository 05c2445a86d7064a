import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { leaveOutSplitter, samplesOf } from '../shared/leave-out-splitter.js';

const shape = {};

/** Options of {@link leaveOneOut}. */
export interface LeaveOneOutOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Leave-one-out: each sample is tested alone, and all others are trained on.
 *
 * There are as many splits as samples, each made when it is read. Indices come in ascending order and are those of
 * `sklearn.model_selection.LeaveOneOut`.
 *
 * @throws from `split`, `LML_INVALID_ARGUMENT` for fewer than 2 samples.
 *
 * @example
 * ```ts
 * import { leaveOneOut } from '@lml/splitters';
 *
 * const folds = [...leaveOneOut().split({ length: 3 })];
 * folds.map(({ train, test }) => [Array.from(train), Array.from(test)]); // => [[[1, 2], [0]], [[0, 2], [1]], [[0, 1], [2]]]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.LeaveOneOut`.
 */
export const leaveOneOut = defineComponent({
  kind: 'splitter',
  name: 'leave-one-out',
  summary: 'Tests on each sample alone, and trains on all others.',
  schema: z.strictObject(shape),
  create: () => leaveOutSplitter({ p: 1, unitsOf: (input) => samplesOf('leave-one-out', input) }),
  examples: [{}],
});

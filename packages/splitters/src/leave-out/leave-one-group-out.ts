import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { groupsOf, leaveOutSplitter } from '../shared/leave-out-splitter.js';

const shape = {};

/** Options of {@link leaveOneGroupOut}. */
export interface LeaveOneGroupOutOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Leave-one-group-out: each group is tested alone, and all others are trained on.
 *
 * Groups are numbers or texts and are tested in ascending order. Indices come in ascending order and are those of
 * `sklearn.model_selection.LeaveOneGroupOut`.
 *
 * @throws from `split`, `LML_INVALID_ARGUMENT` without groups or with fewer than 2, `LML_SHAPE_MISMATCH` unless there is a group
 * for each sample.
 *
 * @example
 * ```ts
 * import { leaveOneGroupOut } from '@lml/splitters';
 *
 * const groups = ['b', 'a', 'b', 'c'];
 * const folds = [...leaveOneGroupOut().split({ length: 4, groups })];
 * folds.map(({ test }) => Array.from(test)); // => [[1], [0, 2], [3]]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.LeaveOneGroupOut`.
 */
export const leaveOneGroupOut = defineComponent({
  kind: 'splitter',
  name: 'leave-one-group-out',
  summary: 'Tests on each group alone, and trains on all others.',
  schema: z.strictObject(shape),
  create: () => leaveOutSplitter({ p: 1, unitsOf: groupsOf }),
  examples: [{}],
});

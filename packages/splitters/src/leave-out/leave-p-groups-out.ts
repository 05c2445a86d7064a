import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { groupsOf, leaveOutSplitter } from '../shared/leave-out-splitter.js';

const shape = {
  /** Number of groups that are tested together. */
  nGroups: z.int().min(1).describe('Number of groups that are tested together.'),
};

/** Options of {@link leavePGroupsOut}. */
export interface LeavePGroupsOutOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Leave-p-groups-out: each set of p groups is tested, and all others are trained on.
 *
 * Groups are numbers or texts; their sets come in the order of `itertools.combinations` of the groups in ascending order. Indices come in
 * ascending order and are those of `sklearn.model_selection.LeavePGroupsOut`.
 *
 * @throws `LML_INVALID_OPTIONS` for `nGroups` below 1; from `split`, `LML_INVALID_ARGUMENT` without groups or unless there are
 * more than `nGroups`, `LML_SHAPE_MISMATCH` unless there is a group for each sample.
 *
 * @example
 * ```ts
 * import { leavePGroupsOut } from '@lml/splitters';
 *
 * const groups = [1, 2, 3, 1];
 * const folds = [...leavePGroupsOut({ nGroups: 2 }).split({ length: 4, groups })];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 1, 3], [0, 2, 3], [1, 2]]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.LeavePGroupsOut`.
 */
export const leavePGroupsOut = defineComponent({
  kind: 'splitter',
  name: 'leave-p-groups-out',
  summary: 'Tests on each set of p groups, and trains on all others.',
  schema: z.strictObject(shape),
  create: ({ nGroups }) => leaveOutSplitter({ p: nGroups, unitsOf: groupsOf }),
  examples: [{ nGroups: 1 }, { nGroups: 2 }],
});

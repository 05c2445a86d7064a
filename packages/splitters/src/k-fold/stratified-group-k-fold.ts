import { defineComponent } from '@lml/core';
import type { z } from 'zod';

import { requireFolds, requireGroups, requireTargets } from '../shared/checks.js';
import { sortedGroups, wholeClasses } from '../shared/classes.js';
import { dealGroups } from '../shared/deal-groups.js';
import { requireMembers } from '../shared/dealers.js';
import { foldOptions, type foldShape } from '../shared/fold-schema.js';
import { kFoldSplitter } from '../shared/k-fold-splitter.js';
import { range } from '../shared/range.js';

/** Options of {@link stratifiedGroupKFold}. */
export interface StratifiedGroupKFoldOptions extends z.input<z.ZodObject<typeof foldShape>> {}

/**
 * Stratified group k-fold: k folds, none of which shares a group with another, in which classes have about the shares that they
 * have altogether; each is tested on once, and the others are trained on.
 *
 * Groups are taken one by one, those first in which classes differ most, and each goes to the fold with which the shares of classes
 * differ least between folds. With `shuffle`, groups are put into random order before, which decides between equal ones. A fold may
 * stay empty where groups are few. Indices come in ascending order and are those of `sklearn.model_selection.StratifiedGroupKFold`. A
 * class with fewer samples than folds is missing in some of them; a warning (`LML_SMALL_CLASS`) says so.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or a seed without `shuffle`; from `split`, `LML_INVALID_ARGUMENT` for
 * more folds than any class has samples, without targets or groups, with targets that are no classes, or with fewer groups than
 * folds, `LML_SHAPE_MISMATCH` unless there are a target and a group for each sample.
 *
 * @example
 * ```ts
 * import { stratifiedGroupKFold } from '@lml/splitters';
 *
 * const targets = [0, 0, 1, 1, 0, 0, 1, 1];
 * const groups = [1, 1, 2, 2, 3, 3, 4, 4];
 * const folds = [...stratifiedGroupKFold({ nSplits: 2 }).split({ length: 8, targets, groups })];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 1, 6, 7], [2, 3, 4, 5]]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.StratifiedGroupKFold`.
 */
export const stratifiedGroupKFold = defineComponent({
  kind: 'splitter',
  name: 'stratified-group-k-fold',
  summary: 'Deals whole groups to k folds in which classes keep their shares about, and tests on each once.',
  schema: foldOptions,
  create: ({ nSplits, ...options }) =>
    kFoldSplitter({
      ...options,
      nSplits,
      dealer: (input) => {
        const classes = wholeClasses(requireTargets(input.targets, input.length));
        requireMembers(nSplits, classes);
        const groups = sortedGroups(requireGroups(input));
        requireFolds(nSplits, groups.values.length, 'groups');
        return (random) => {
          const order = range(groups.values.length);
          random?.shuffle(order);
          const foldOf = dealGroups(classes, groups, order, nSplits);
          return groups.codes.map((code) => foldOf[code]!);
        };
      },
    }),
  examples: [{}, { nSplits: 3, shuffle: true, randomState: 7 }],
});

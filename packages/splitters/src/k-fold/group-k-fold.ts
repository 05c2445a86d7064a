import { defineComponent } from '@lml/core';
import type { z } from 'zod';

import { requireFolds, requireGroups } from '../shared/checks.js';
import { sortedGroups } from '../shared/classes.js';
import { placed } from '../shared/dealers.js';
import { foldOptions, type foldShape } from '../shared/fold-schema.js';
import { kFoldSplitter } from '../shared/k-fold-splitter.js';
import { range } from '../shared/range.js';

/** Options of {@link groupKFold}. */
export interface GroupKFoldOptions extends z.input<z.ZodObject<typeof foldShape>> {}

/**
 * Group k-fold: k folds of about equal size, none of which shares a group with another; each is tested on once, and the others
 * are trained on.
 *
 * The largest group comes first, and each goes to the fold with the fewest samples; of equal groups the later one first. With
 * `shuffle`, groups are put into random order and cut into k parts with equally many groups. Groups are numbers or texts. Indices
 * come in ascending order and are those of `sklearn.model_selection.GroupKFold`.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or a seed without `shuffle`; from `split`, `LML_INVALID_ARGUMENT` without
 * groups or with fewer of them than folds, `LML_SHAPE_MISMATCH` unless there is a group for each sample.
 *
 * @example
 * ```ts
 * import { groupKFold } from '@lml/splitters';
 *
 * const groups = ['a', 'a', 'b', 'b', 'b', 'c'];
 * const folds = [...groupKFold({ nSplits: 2 }).split({ length: 6, groups })];
 * folds.map(({ test }) => Array.from(test)); // => [[2, 3, 4], [0, 1, 5]]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.GroupKFold`.
 */
export const groupKFold = defineComponent({
  kind: 'splitter',
  name: 'group-k-fold',
  summary: 'Deals whole groups to k folds of about equal size, and tests on each once.',
  schema: foldOptions,
  create: ({ nSplits, ...options }) =>
    kFoldSplitter({
      ...options,
      nSplits,
      dealer: (input) => {
        const groups = sortedGroups(requireGroups(input));
        requireFolds(nSplits, groups.values.length, 'groups');
        return (random) => {
          const foldOf =
            random === undefined
              ? balanced(groups.counts, nSplits)
              : placed(random.permutation(groups.counts.length), nSplits);
          return groups.codes.map((code) => foldOf[code]!);
        };
      },
    }),
  examples: [{}, { nSplits: 3, shuffle: true, randomState: 7 }],
});

/** The fold of each group: the largest first, each to the fold with the fewest samples. */
function balanced(counts: Int32Array, nSplits: number): Int32Array {
  const foldOf = new Int32Array(counts.length);
  const sizes = new Float64Array(nSplits);
  for (const group of range(counts.length).sort((a, b) => counts[b]! - counts[a]! || b - a)) {
    let lightest = 0;
    for (let fold = 1; fold < nSplits; fold++) if (sizes[fold]! < sizes[lightest]!) lightest = fold;
    sizes[lightest]! += counts[group]!;
    foldOf[group] = lightest;
  }
  return foldOf;
}

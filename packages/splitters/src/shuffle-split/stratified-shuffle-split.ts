import { defineComponent } from '@lml/core';
import type { z } from 'zod';

import { ignoreGroups, requireTargets } from '../shared/checks.js';
import { sortedClasses } from '../shared/classes.js';
import { stratifiedParts } from '../shared/shuffled-parts.js';
import { shuffleOptions, type shuffleShape } from '../shared/shuffle-schema.js';
import { shuffleSplitter } from '../shared/shuffle-splitter.js';

/** Options of {@link stratifiedShuffleSplit}. */
export interface StratifiedShuffleSplitOptions extends z.input<z.ZodObject<typeof shuffleShape>> {}

/**
 * Stratified shuffle split: for each split, samples of each class are drawn at random for both parts, so that classes have about the
 * shares that they have altogether.
 *
 * The classes are the targets: numbers, texts, or rows, each of which that differs is a class. Indices are those of
 * `sklearn.model_selection.StratifiedShuffleSplit`, in its order: shuffled, not ascending. A number that is 1 is a count here.
 *
 * @throws `LML_INVALID_OPTIONS` for sizes that are neither fractions nor counts, or together more than all, or a seed out of
 * range; from `split`, `LML_INVALID_ARGUMENT` for sizes that the samples do not allow, without targets, with a class of one
 * member, or with a part smaller than the number of classes, `LML_SHAPE_MISMATCH` unless there is a target for each sample,
 * `LML_EMPTY_DATASET` if nothing is left to train on.
 *
 * @example
 * ```ts
 * import { stratifiedShuffleSplit } from '@lml/splitters';
 *
 * const targets = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'];
 * const splits = [...stratifiedShuffleSplit({ nSplits: 3, testSize: 2 }).split({ length: 8, targets })];
 * splits.map(({ test }) => Array.from(test, (index) => targets[index]).sort().join('')); // => ['ab', 'ab', 'ab']
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.StratifiedShuffleSplit`.
 */
export const stratifiedShuffleSplit = defineComponent({
  kind: 'splitter',
  name: 'stratified-shuffle-split',
  summary: 'Draws a part to train on and one to test on, in which classes keep their shares, anew for each split.',
  schema: shuffleOptions,
  create: (options) =>
    shuffleSplitter({
      ...options,
      drawer: (input, sizesOf) => {
        ignoreGroups('stratified-shuffle-split', input);
        const classes = sortedClasses(requireTargets(input.targets, input.length));
        return stratifiedParts(classes, sizesOf(input.length));
      },
    }),
  examples: [{}, { nSplits: 3, testSize: 0.25, randomState: 7 }],
});

import { defineComponent } from '@lml/core';
import type { z } from 'zod';

import { ignoreGroups } from '../shared/checks.js';
import { shuffledParts } from '../shared/shuffled-parts.js';
import { shuffleOptions, type shuffleShape } from '../shared/shuffle-schema.js';
import { shuffleSplitter } from '../shared/shuffle-splitter.js';

/** Options of {@link shuffleSplit}. */
export interface ShuffleSplitOptions extends z.input<z.ZodObject<typeof shuffleShape>> {}

/**
 * Shuffle split: for each split, samples are put into random order; the first are tested, and the next ones trained on.
 *
 * Indices are those of `sklearn.model_selection.ShuffleSplit`, in its order: shuffled, not ascending. A sample may be tested in
 * several splits, or in none. A number that is 1 is a count here.
 *
 * @throws `LML_INVALID_OPTIONS` for sizes that are neither fractions nor counts, or together more than all, or a seed out of
 * range; from `split`, `LML_INVALID_ARGUMENT` for sizes that the samples do not allow, `LML_EMPTY_DATASET` if nothing is left to
 * train on.
 *
 * @example
 * ```ts
 * import { shuffleSplit } from '@lml/splitters';
 *
 * const [first] = shuffleSplit({ testSize: 0.25, randomState: 42 }).split({ length: 12 });
 * first?.train; // => [8, 5, 2, 1, 11, 4, 7, 3, 6]
 * first?.test; // => [10, 9, 0]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.ShuffleSplit`.
 */
export const shuffleSplit = defineComponent({
  kind: 'splitter',
  name: 'shuffle-split',
  summary: 'Draws a part to train on and one to test on, anew for each split.',
  schema: shuffleOptions,
  create: (options) =>
    shuffleSplitter({
      ...options,
      drawer: (input, sizesOf) => {
        ignoreGroups('shuffle-split', input);
        const sizes = sizesOf(input.length);
        return (random) => shuffledParts(input.length, sizes, random);
      },
    }),
  examples: [{}, { nSplits: 3, testSize: 0.25, randomState: 7 }],
});

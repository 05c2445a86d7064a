import { defineComponent } from '@lml/core';
import type { z } from 'zod';

import { ignoreGroups } from '../shared/checks.js';
import { testedOn } from '../shared/folds.js';
import { EXAMPLE_LABELS, requireLabels, stratify } from '../shared/iterative-stratification.js';
import { shuffleOptions, type shuffleShape } from '../shared/shuffle-schema.js';
import { shuffleSplitter } from '../shared/shuffle-splitter.js';

/** Options of {@link multilabelStratifiedShuffleSplit}. */
export interface MultilabelStratifiedShuffleSplitOptions extends z.input<z.ZodObject<typeof shuffleShape>> {}

/**
 * Multilabel stratified shuffle split: for each split, samples with several labels each are divided so that each label has about the
 * share in both parts that it has altogether, by iterative stratification.
 *
 * Targets are an array `[samples, labels]`; a label is given where the number is not 0. What labels ask for comes before sizes, which are
 * met about. Indices come in ascending order and are those of `MultilabelStratifiedShuffleSplit` of the Python package
 * iterative-stratification. A number that is 1 is a count here.
 *
 * @throws `LML_INVALID_OPTIONS` for sizes that are neither fractions nor counts, or together more than all, or a seed out of
 * range; from `split`, `LML_INVALID_ARGUMENT` for sizes that the samples do not allow, or without rows of labels as targets,
 * `LML_SHAPE_MISMATCH` unless there is a row for each sample, `LML_EMPTY_DATASET` if nothing is left to train on.
 *
 * @example
 * ```ts
 * import { multilabelStratifiedShuffleSplit } from '@lml/splitters';
 *
 * import { ndArray } from '@lml/core';
 *
 * const targets = ndArray([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1], [1, 1], [0, 0], [0, 0]]);
 * const [first] = multilabelStratifiedShuffleSplit({ testSize: 0.5 }).split({ length: 8, targets });
 * Array.from(first?.test ?? [], (index) => targets.data[2 * index]).sort(); // => [0, 0, 1, 1]
 * ```
 *
 * @see Sechidis, Tsoumakas and Vlahavas, 2011: On the Stratification of Multi-Label Data.
 */
export const multilabelStratifiedShuffleSplit = defineComponent({
  kind: 'splitter',
  name: 'multilabel-stratified-shuffle-split',
  summary: 'Draws a part to train on and one to test on, in which labels keep their shares, anew for each split.',
  schema: shuffleOptions,
  conformance: { targets: EXAMPLE_LABELS },
  create: (options) =>
    shuffleSplitter({
      ...options,
      drawer: (input, sizesOf) => {
        ignoreGroups('multilabel-stratified-shuffle-split', input);
        const labels = requireLabels(input);
        const { train, test } = sizesOf(input.length);
        const shares = [train / (train + test), test / (train + test)];
        return (random) => testedOn(stratify(labels, shares, random.permutation(input.length), random), 2, [1]);
      },
    }),
  examples: [{}, { nSplits: 3, testSize: 0.25, randomState: 7 }],
});

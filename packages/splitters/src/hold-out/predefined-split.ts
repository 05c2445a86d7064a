import { defineComponent, ShapeMismatchError, type Splitter } from '@lml/core';
import { z } from 'zod';

import { checkLength, ignoreGroups } from '../shared/checks.js';
import { sortedGroups } from '../shared/classes.js';
import { splits, testedOn } from '../shared/folds.js';

const shape = {
  /** For each sample the number of the fold that tests on it, or -1 where it is always trained on. */
  testFold: z
    .array(z.int())
    .min(1)
    .describe('For each sample the number of the fold that tests on it, or -1 where it is always trained on.'),
};

/** Options of {@link predefinedSplit}. */
export interface PredefinedSplitOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Predefined split: folds that were chosen before. Each is tested on once, by ascending numbers, and all other samples are trained on.
 *
 * A sample whose number is −1 is in no test. Indices come in ascending order and are those of `sklearn.model_selection.PredefinedSplit`.
 *
 * @throws `LML_INVALID_OPTIONS` for numbers that are not whole; from `split`, `LML_SHAPE_MISMATCH` unless there is a number for each
 * sample.
 *
 * @example
 * ```ts
 * import { predefinedSplit } from '@lml/splitters';
 *
 * const folds = [...predefinedSplit({ testFold: [0, 1, -1, 1] }).split({ length: 4 })];
 * folds.map(({ train, test }) => [Array.from(train), Array.from(test)]); // => [[[1, 2, 3], [0]], [[0, 2], [1, 3]]]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.PredefinedSplit`.
 */
export const predefinedSplit = defineComponent({
  kind: 'splitter',
  name: 'predefined-split',
  summary: 'Tests on each fold of those that are given, and trains on all other samples.',
  schema: z.strictObject(shape),
  conformance: { length: 6 },
  create: ({ testFold }): Splitter => {
    const { values, codes } = sortedGroups(testFold);
    const folds = [...values.keys()].filter((code) => values[code] !== -1);
    return {
      split(input) {
        ignoreGroups('predefined-split', input);
        checkLength(input.length);
        if (input.length !== codes.length) {
          throw new ShapeMismatchError(
            `There are ${input.length} samples but testFold has ${codes.length} numbers. A predefined split needs one a sample.`,
          );
        }
        return splits(folds.length, (fold) => testedOn(codes, values.length, [folds[fold]!]));
      },
    };
  },
  examples: [{ testFold: [0, 1, 2, 0, 1, 2] }, { testFold: [-1, 0, 0, -1, 5, 5] }],
});

import { defineComponent, RandomState } from '@lml/core';
import type { z } from 'zod';

import { ignoreGroups } from '../shared/checks.js';
import { foldOptions, type foldShape } from '../shared/fold-schema.js';
import { EXAMPLE_LABELS, requireLabels, stratify } from '../shared/iterative-stratification.js';
import { kFoldSplitter } from '../shared/k-fold-splitter.js';
import { range } from '../shared/range.js';

/** Options of {@link multilabelStratifiedKFold}. */
export interface MultilabelStratifiedKFoldOptions extends z.input<z.ZodObject<typeof foldShape>> {}

/**
 * Multilabel stratified k-fold: samples with several labels each are dealt to k folds so that each label has about the share in
 * each fold that it has altogether, by iterative stratification; each fold is tested on once, and the others are trained on.
 *
 * Targets are an array `[samples, labels]`; a label is given where the number is not 0. The label with the fewest samples left is
 * dealt first, each of them to the fold that wants it most; between equal folds and labels it is drawn, also without `shuffle`, then
 * by seed 0. Indices come in ascending order and are those of `MultilabelStratifiedKFold` of the Python package
 * iterative-stratification. Sizes of folds may differ by some samples.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or a seed without `shuffle`; from `split`, `LML_INVALID_ARGUMENT` for
 * more folds than samples, or without rows of labels as targets, `LML_SHAPE_MISMATCH` unless there is a row for each sample.
 *
 * @example
 * ```ts
 * import { multilabelStratifiedKFold } from '@lml/splitters';
 *
 * import { ndArray } from '@lml/core';
 *
 * const targets = ndArray([[0, 0], [0, 0], [0, 1], [0, 1], [1, 1], [1, 1], [1, 0], [1, 0]]);
 * const folds = [...multilabelStratifiedKFold({ nSplits: 2 }).split({ length: 8, targets })];
 * folds.map(({ test }) => Array.from(test, (index) => targets.data[2 * index]).sort()); // => [[0, 0, 1, 1], [0, 0, 1, 1]]
 * ```
 *
 * @see Sechidis, Tsoumakas and Vlahavas, 2011: On the Stratification of Multi-Label Data.
 */
export const multilabelStratifiedKFold = defineComponent({
  kind: 'splitter',
  name: 'multilabel-stratified-k-fold',
  summary: 'Deals samples to k folds in which labels keep their shares, and tests on each once.',
  schema: foldOptions,
  conformance: { targets: EXAMPLE_LABELS },
  create: ({ nSplits, ...options }) =>
    kFoldSplitter({
      ...options,
      nSplits,
      dealer: (input) => {
        ignoreGroups('multilabel-stratified-k-fold', input);
        const labels = requireLabels(input);
        const shares = new Array<number>(nSplits).fill(1 / nSplits);
        return (random) => {
          const order = range(input.length);
          random?.shuffle(order);
          return stratify(labels, shares, order, random ?? new RandomState(0));
        };
      },
    }),
  examples: [{}, { nSplits: 3, shuffle: true, randomState: 7 }],
});

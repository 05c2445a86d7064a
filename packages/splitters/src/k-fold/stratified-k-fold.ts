import { defineComponent, InvalidArgumentError, type RandomState, warn } from '@lml/core';
import type { z } from 'zod';

import { requireTargets } from '../shared/checks.js';
import { classesByAppearance, type Classes } from '../shared/classes.js';
import { foldOptions, type foldShape } from '../shared/fold-schema.js';
import { kFoldSplitter } from '../shared/k-fold-splitter.js';

/** Options of {@link stratifiedKFold}. */
export interface StratifiedKFoldOptions extends z.input<z.ZodObject<typeof foldShape>> {}

/**
 * Stratified k-fold: k folds in which classes have the shares that they have altogether; each fold is tested on once, and the
 * others are trained on.
 *
 * The classes are the targets: whole numbers or texts. Fold f gets as many samples of a class as stand at the places
 * f, f + k, f + 2k … when samples are ordered by class, which for any two folds differs by one at most; they are dealt in the
 * order of the samples, or with `shuffle` at random. Indices come in ascending order and are those of
 * `sklearn.model_selection.StratifiedKFold`, which without a seed takes one from the clock; here results are always the same.
 * A class with fewer samples than folds is missing in some of them; a warning (`LML_SMALL_CLASS`) says so.
 *
 * @throws `LML_INVALID_OPTIONS` for fewer than 2 folds or a seed without `shuffle`; from `split`, `LML_INVALID_ARGUMENT` for more
 * folds than samples or than any class has, without targets, or with targets that are no classes, `LML_SHAPE_MISMATCH` unless
 * there is a target for each sample.
 *
 * @example
 * ```ts
 * import { stratifiedKFold } from '@lml/splitters';
 *
 * const targets = ['no', 'no', 'no', 'no', 'yes', 'yes'];
 * const folds = [...stratifiedKFold({ nSplits: 2 }).split({ length: 6, targets })];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 1, 4], [2, 3, 5]]
 * folds[0]?.train; // => [2, 3, 5]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.StratifiedKFold`.
 */
export const stratifiedKFold = defineComponent({
  kind: 'splitter',
  name: 'stratified-k-fold',
  summary: 'Deals samples to k folds in which classes keep their shares, and tests on each once.',
  schema: foldOptions,
  create: (options) =>
    kFoldSplitter({
      ...options,
      deal: ({ length, targets }, random) => {
        const classes = classesByAppearance(requireTargets(targets, length));
        requireMembers(options.nSplits, classes);
        return deal(classes, options.nSplits, random);
      },
    }),
  examples: [{}, { nSplits: 3, shuffle: true, randomState: 7 }],
});

/** The fold of each sample. */
function deal({ codes, counts }: Classes, nSplits: number, random: RandomState | undefined): Int32Array {
  let start = 0;
  const dealt = Array.from(counts, (count) => {
    // The places of the class, in the order by class, and how many of them each fold has.
    const end = start + count;
    const folds: number[] = [];
    for (let fold = 0; fold < nSplits; fold++) {
      const places = Math.ceil((end - fold) / nSplits) - Math.ceil((start - fold) / nSplits);
      for (let place = 0; place < places; place++) folds.push(fold);
    }
    start = end;
    random?.shuffle(folds);
    return folds.values();
  });
  return codes.map((code) => dealt[code]!.next().value!);
}

function requireMembers(nSplits: number, { counts }: Classes): void {
  const largest = Math.max(...counts);
  if (nSplits > largest) {
    const expected = `no greater than the number of members of the largest class, ${largest}`;
    throw new InvalidArgumentError('nSplits', expected, nSplits, 'Take fewer folds, or kFold, or add data.');
  }
  const smallest = Math.min(...counts);
  if (nSplits <= smallest) return;
  const message = `The smallest class has ${smallest} samples, fewer than the ${nSplits} folds, so some folds have none of it.`;
  warn('LML_SMALL_CLASS', message);
}

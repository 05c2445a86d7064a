import {
  InvalidArgumentError,
  type FoldIndices,
  isNdArray,
  LmlError,
  type RandomState,
  type SplitInput,
  type Splitter,
} from '@lml/core';

import { kFold } from './k-fold/k-fold.js';
import { stratifiedKFold } from './k-fold/stratified-k-fold.js';
import { requireTargets } from './shared/checks.js';
import { classesByAppearance } from './shared/classes.js';

/** What {@link checkCv} looks at besides. */
export interface CheckCvOptions {
  /** The targets of the samples that are to be split. */
  readonly targets?: SplitInput['targets'];
  /** Whether classes are learnt, so that folds are stratified where targets are classes. Default: `false`. */
  readonly classifier?: boolean | undefined;
  /** Whether samples are shuffled where a number of folds is given. Default: `false`. */
  readonly shuffle?: boolean | undefined;
  /** The seed of the shuffle, or a generator. */
  readonly randomState?: number | RandomState | undefined;
}

/**
 * Makes a splitter of what people give for one: of a number of folds, 5 if none is given, {@link stratifiedKFold} where classes are learnt
 * and targets are classes, else {@link kFold}; of a list of splits one that gives just these; a splitter is returned as it is. What
 * `sklearn.model_selection.check_cv` does.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything else; `LML_INVALID_OPTIONS` for fewer than 2 folds, or a seed without `shuffle`.
 *
 * @example
 * ```ts
 * import { checkCv } from '@lml/splitters';
 *
 * const targets = [0, 0, 1, 1];
 * const folds = [...checkCv(2, { targets, classifier: true }).split({ length: 4, targets })];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 2], [1, 3]]
 *
 * [...checkCv([{ train: [0, 1], test: [2] }]).split({ length: 3 })].length; // => 1
 * ```
 */
export function checkCv(
  cv: number | Splitter | Iterable<FoldIndices> | undefined = 5,
  { targets, classifier = false, shuffle = false, randomState }: CheckCvOptions = {},
): Splitter {
  if (typeof cv === 'number') {
    const make = classifier && areClasses(targets) ? stratifiedKFold : kFold;
    return make({ nSplits: cv, shuffle, ...(randomState !== undefined && { randomState }) });
  }
  if (typeof cv === 'object' && cv !== null && 'split' in cv) return cv;
  if (typeof cv === 'object' && cv !== null && Symbol.iterator in cv) {
    // Read once: what gives them may not begin again.
    const folds = [...cv];
    return { split: () => folds };
  }
  throw new InvalidArgumentError('cv', 'a number of folds, a splitter, or splits { train, test }', cv);
}

/** Whether each sample has a class: a whole number, a text, or a row with a single 1. */
function areClasses(targets: SplitInput['targets']): boolean {
  if (targets === undefined) return false;
  const length = isNdArray(targets) ? targets.shape[0]! : targets.length;
  try {
    classesByAppearance(requireTargets(targets, length));
    return true;
  } catch (error) {
    if (LmlError.isInstance(error, InvalidArgumentError.code)) return false;
    throw error;
  }
}

import { InvalidArgumentError, isNdArray, ShapeMismatchError, type NdArray } from '@lml/core';

import { scorings, THRESHOLD_SCORINGS, type ThresholdCounts, type ThresholdScoring } from './threshold-scorings.js';

/** What {@link tuneThreshold} takes. */
export interface TuneThresholdOptions {
  /** The score of each sample: the higher, the more likely it is positive. A probability, a logit, whatever else. */
  readonly scores: NdArray | ArrayLike<number>;
  /** The class of each sample: 0, or 1 for the positive one. */
  readonly targets: NdArray | ArrayLike<number>;
  /** What is maximised: a metric by its name, or a function of counts. Default: `'balanced-accuracy'`. */
  readonly scoring?: ThresholdScoring | ((counts: ThresholdCounts) => number) | undefined;
  /** Which thresholds are tried: so many, evenly from the lowest to the highest score, or these, ascending. Default: 100. */
  readonly thresholds?: number | readonly number[] | undefined;
  /** The fold of each sample, by any number: what is maximised is then the mean over folds. Default: all are in one. */
  readonly folds?: NdArray | ArrayLike<number> | undefined;
}

/** A threshold, and what it was chosen from. */
export interface TunedThreshold {
  /** The one with the highest score, of equal ones the lowest. */
  readonly threshold: number;
  /** Its score. */
  readonly score: number;
  /** Those that were tried. */
  readonly thresholds: Float64Array;
  /** Their scores. */
  readonly scores: Float64Array;
}

/**
 * Chooses the threshold from which on a sample is positive, `score ≥ threshold`, so that a metric is highest, from scores of samples
 * that were not trained on: the out-of-fold predictions of a cross-validation, or those for validation data.
 *
 * With `folds` the thresholds of each fold go from its lowest score to its highest one; their metrics are interpolated
 * linearly at common thresholds, from the lowest score of all to the highest, and the mean over folds is what is maximised. This
 * is scikit-learn's `TunedThresholdClassifierCV` without its training.
 *
 * @throws `LML_SHAPE_MISMATCH` unless there is one target, and one fold, for each score; `LML_INVALID_ARGUMENT` for scores that are not
 * finite, or all alike (in a fold), targets that are not 0 and 1 or of one class only, a scoring that is not known or gives no number, and
 * fewer than two thresholds, or such that do not ascend.
 *
 * @see Elkan 2001, The Foundations of Cost-Sensitive Learning, for costs, which a function of the counts can state.
 *
 * @example
 * ```ts
 * import { tuneThreshold, type ThresholdCounts } from '@lml/predictors';
 *
 * const scores = [0.1, 0.2, 0.3, 0.35, 0.6, 0.8];
 * const targets = [0, 0, 1, 0, 1, 1];
 * tuneThreshold({ scores, targets, scoring: 'f1-score', thresholds: [0.15, 0.25, 0.5] }).threshold; // => 0.25
 * const cost = ({ falsePositives, falseNegatives }: ThresholdCounts) => -10 * falsePositives - falseNegatives;
 * tuneThreshold({ scores, targets, scoring: cost, thresholds: [0.25, 0.5, 0.75] }).threshold; // => 0.5
 * ```
 */
export function tuneThreshold({
  scores,
  targets,
  scoring = 'balanced-accuracy',
  thresholds = 100,
  folds,
}: TuneThresholdOptions): TunedThreshold {
  const values = numbersOf('scores', scores);
  const classes = numbersOf('targets', targets, values.length);
  const wrong = classes.findIndex((one) => one !== 0 && one !== 1);
  if (wrong >= 0)
    throw new InvalidArgumentError('targets', `0 or 1; the one at position ${wrong} is not`, classes[wrong]);
  if (new Set(classes).size < 2)
    throw new InvalidArgumentError(
      'targets',
      'of both classes',
      `only ${String(classes[0] ?? 'none')}`,
      'Give more samples.',
    );
  checkThresholds(thresholds);
  const scorer = scorerOf(scoring);
  const parts =
    folds === undefined ? [{ values, classes }] : partsOf(values, classes, numbersOf('folds', folds, values.length));
  const curves = parts.map((part) => {
    const tried = thresholdsFor(part.values, thresholds);
    return { thresholds: tried, scores: curveOf(part, tried, scorer) };
  });
  const common = thresholdsFor(values, thresholds);
  const means = Float64Array.from(
    common,
    (threshold) => curves.reduce((sum, curve) => sum + interpolated(curve, threshold), 0) / curves.length,
  );
  const best = means.reduce((found, score, index) => (score > means[found]! ? index : found), 0);
  return { threshold: common[best]!, score: means[best]!, thresholds: common, scores: means };
}

interface Part {
  readonly values: Float64Array;
  readonly classes: Float64Array;
}

function partsOf(values: Float64Array, classes: Float64Array, folds: Float64Array): Part[] {
  return [...new Set(folds)].map((fold) => {
    const isIn = (_: number, index: number): boolean => folds[index] === fold;
    return { values: values.filter(isIn), classes: classes.filter(isIn) };
  });
}

/** The thresholds that are tried of some scores. */
function thresholdsFor(values: Float64Array, thresholds: number | readonly number[]): Float64Array {
  if (typeof thresholds !== 'number') return Float64Array.from(thresholds);
  const [low, high] = values.reduce<readonly [number, number]>(
    ([lowest, highest], value) => [Math.min(lowest, value), Math.max(highest, value)],
    [Infinity, -Infinity],
  );
  if (low === high) {
    throw new InvalidArgumentError(
      'scores',
      'different from each other, in each fold, for a threshold to lie between',
      `only ${low}`,
      'A model that gives the same for all samples has learnt nothing.',
    );
  }
  const step = (high - low) / (thresholds - 1);
  return Float64Array.from({ length: thresholds }, (_, index) =>
    index === thresholds - 1 ? high : low + index * step,
  );
}

/** The score of each threshold. */
function curveOf(
  { values, classes }: Part,
  thresholds: Float64Array,
  scorer: (counts: ThresholdCounts) => number,
): Float64Array {
  const ofClass = (one: number): Float64Array => values.filter((_, index) => classes[index] === one).sort();
  const [negatives, positives] = [ofClass(0), ofClass(1)];
  return thresholds.map((threshold) => {
    const [trueNegatives, falseNegatives] = [countBelow(negatives, threshold), countBelow(positives, threshold)];
    const truePositives = positives.length - falseNegatives;
    return scorer({ truePositives, falsePositives: negatives.length - trueNegatives, trueNegatives, falseNegatives });
  });
}

/** How many of ascending values are below another. */
function countBelow(values: Float64Array, threshold: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The score of a threshold between those that were tried, or of the nearest one where it is outside. */
function interpolated(
  { thresholds, scores }: Pick<TunedThreshold, 'thresholds' | 'scores'>,
  threshold: number,
): number {
  const last = thresholds.length - 1;
  if (threshold >= thresholds[last]!) return scores[last]!;
  if (threshold <= thresholds[0]!) return scores[0]!;
  // The last one that is not above it.
  let at = countBelow(thresholds, threshold);
  if (thresholds[at]! > threshold) at -= 1;
  const slope = (scores[at + 1]! - scores[at]!) / (thresholds[at + 1]! - thresholds[at]!);
  return slope * (threshold - thresholds[at]!) + scores[at]!;
}

function scorerOf(scoring: NonNullable<TuneThresholdOptions['scoring']>): (counts: ThresholdCounts) => number {
  if (typeof scoring === 'string') {
    if (Object.hasOwn(scorings, scoring)) return scorings[scoring];
    throw new InvalidArgumentError(
      'scoring',
      `one of ${THRESHOLD_SCORINGS.join(', ')}, or a function of counts`,
      scoring,
    );
  }
  return (counts) => {
    const score: unknown = scoring(counts);
    if (typeof score === 'number' && !Number.isNaN(score)) return score;
    throw new InvalidArgumentError('what scoring returns', 'a number', score);
  };
}

function checkThresholds(thresholds: number | readonly number[]): void {
  const expected = 'a whole number from 2, or at least two numbers that ascend';
  const isRight =
    typeof thresholds === 'number'
      ? Number.isInteger(thresholds) && thresholds >= 2
      : thresholds.length >= 2 && thresholds.every((one, index) => index === 0 || one > thresholds[index - 1]!);
  if (!isRight) throw new InvalidArgumentError('thresholds', expected, thresholds);
}

/** One finite number for each sample. */
function numbersOf(argument: string, given: NdArray | ArrayLike<number>, length?: number): Float64Array {
  if (isNdArray(given) && (given.dtype === 'string' || given.shape.slice(1).some((size) => size !== 1)))
    throw new ShapeMismatchError(
      `${argument} must be one number for each sample, got ${given.dtype} of shape [${given.shape.join(', ')}].`,
    );
  const data = isNdArray(given) ? given.data : given;
  const values = Float64Array.from(data as ArrayLike<number>, Number);
  if (length !== undefined && values.length !== length)
    throw new ShapeMismatchError(`There are ${length} scores but ${values.length} ${argument}; each score needs one.`);
  const position = values.findIndex((value) => !Number.isFinite(value));
  if (position < 0) return values;
  throw new InvalidArgumentError(argument, `finite; the number at position ${position} is not`, values[position]);
}

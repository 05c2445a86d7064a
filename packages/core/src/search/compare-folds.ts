import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkNames } from '../registry/check-names.js';
import { pairedT } from './fold-tests/paired-t.js';
import { wilcoxon } from './fold-tests/wilcoxon.js';

/** Which test compares scores of folds. */
export type FoldTest = 'paired-t' | 'corrected-t' | 'wilcoxon';

/** What a test asks of the differences `a − b`: whether they are other than 0, above it, or below it. */
export type FoldAlternative = 'two-sided' | 'greater' | 'less';

/** Options of {@link compareFolds}. */
export interface CompareFoldsOptions {
  /** The test. Default `'corrected-t'` where `trainSize` and `testSize` are given, else `'paired-t'`. */
  readonly test?: FoldTest | undefined;
  /** What it asks. Default `'two-sided'`. */
  readonly alternative?: FoldAlternative | undefined;
  /** How many samples a fold was trained on; for `'corrected-t'`. */
  readonly trainSize?: number | undefined;
  /** How many samples a fold was scored on; for `'corrected-t'`. */
  readonly testSize?: number | undefined;
}

/** What {@link compareFolds} found. */
export interface FoldComparison {
  /** The test. */
  readonly test: FoldTest;
  /** What it asked. */
  readonly alternative: FoldAlternative;
  /** The mean of `a − b`. */
  readonly difference: number;
  /** Student's t; of `'wilcoxon'` the sum of the ranks of the differences above 0, two-sided the smaller of both sums. */
  readonly statistic: number;
  /** How likely such differences are where both are equally good; NaN where the test cannot tell, as with differences that are all 0. */
  readonly pValue: number;
  /** Degrees of freedom, of the two t-tests. */
  readonly degreesOfFreedom?: number | undefined;
}

const OPTIONS = ['test', 'alternative', 'trainSize', 'testSize'];
const TESTS: readonly unknown[] = ['paired-t', 'corrected-t', 'wilcoxon'];
const ALTERNATIVES: readonly unknown[] = ['two-sided', 'greater', 'less'];

/**
 * Compares two configurations by their scores of the same folds: is one better, or is it chance?
 *
 * - `'paired-t'`: Student's t-test of the differences. Folds share training data, so that it finds differences too often; it is for
 *   scores that are independent.
 * - `'corrected-t'`: the same with a variance that is larger by what folds share, `1 / n + testSize / trainSize` in place of `1 / n`
 *   (Nadeau and Bengio). The one for folds and repeated folds.
 * - `'wilcoxon'`: the signed-rank test, which looks at the order of the differences only; of few folds no p-value is small: two-sided
 *   with 5 it is at least 0.0625. Exact up to 50 folds, and with ties or zeros up to 13; beyond that by the normal approximation.
 *   Differences of 0 do not count.
 *
 * A test of the best of many configurations against another one is too sure, whichever it is: the best was chosen by the same scores.
 *
 * @param a - The scores of one configuration, a number for each fold.
 * @param b - Those of the other one, in the same order.
 * @param options - The test, and what it asks.
 * @throws `LML_INVALID_ARGUMENT` for scores that are not finite or not as many, fewer than two folds, and for a test or
 * an alternative that is none, `'corrected-t'` without its sizes; `LML_INVALID_OPTIONS` for options that there are not.
 *
 * @see https://doi.org/10.1023/A:1024068626366
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.ttest_rel.html
 * @see https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.wilcoxon.html
 *
 * @example
 * ```ts
 * import { compareFolds } from '@lml/core';
 *
 * const a = [0.91, 0.9, 0.93, 0.88, 0.92];
 * const b = [0.89, 0.89, 0.9, 0.87, 0.91];
 * compareFolds(a, b, { test: 'paired-t' }).pValue.toFixed(4); // => '0.0161'
 * compareFolds(a, b, { trainSize: 120, testSize: 30 }).pValue.toFixed(4); // => '0.0560'
 * compareFolds(a, b, { test: 'wilcoxon' }).pValue; // => 0.0625
 * ```
 */
export function compareFolds(
  a: readonly number[],
  b: readonly number[],
  options: CompareFoldsOptions = {},
): FoldComparison {
  checkNames('a comparison of folds', options, OPTIONS);
  const { trainSize, testSize, alternative = 'two-sided' } = options;
  const { test = trainSize !== undefined && testSize !== undefined ? 'corrected-t' : 'paired-t' } = options;
  checkScores('a', a);
  checkScores('b', b);
  if (a.length !== b.length) throw new InvalidArgumentError('b', `${a.length} scores, as many as a`, b);
  if (!TESTS.includes(test)) throw new InvalidArgumentError('test', "'paired-t', 'corrected-t' or 'wilcoxon'", test);
  if (!ALTERNATIVES.includes(alternative))
    throw new InvalidArgumentError('alternative', "'two-sided', 'greater' or 'less'", alternative);
  const differences = a.map((value, fold) => value - b[fold]!);
  const difference = differences.reduce((sum, value) => sum + value, 0) / a.length;
  const start = { test, alternative, difference };
  if (test === 'wilcoxon') return { ...start, ...wilcoxon(differences, alternative) };
  const share = test === 'corrected-t' ? sizeOf('testSize', testSize) / sizeOf('trainSize', trainSize) : 0;
  return { ...start, ...pairedT(differences, 1 / a.length + share, alternative) };
}

function checkScores(name: string, scores: unknown): void {
  const isList = Array.isArray(scores) && scores.length >= 2;
  if (isList && scores.every((value) => typeof value === 'number' && Number.isFinite(value))) return;
  throw new InvalidArgumentError(name, 'a list of finite numbers, one for each of at least two folds', scores);
}

function sizeOf(name: string, size: number | undefined): number {
  if (typeof size === 'number' && size > 0 && Number.isFinite(size)) return size;
  throw new InvalidArgumentError(name, "a number of samples, above 0, for 'corrected-t'", size);
}

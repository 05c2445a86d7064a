import { ndArray } from '@lml/core';

import golden from './goldens/tune-threshold.json' with { type: 'json' };
import { tuneThreshold, type TuneThresholdOptions } from './tune-threshold.js';

const { arrays } = golden;
const numbers = (one: { data: readonly number[] }): Float64Array => Float64Array.from(one.data);

describe('tuneThreshold', () => {
  it.each(golden.cases)('chooses as scikit-learn does: $name', ({ scores, inFolds, options, expected }) => {
    const found = tuneThreshold({
      scores: numbers(arrays[scores as 'scores' | 'ties']),
      targets: numbers(arrays.targets),
      folds: inFolds ? numbers(arrays.folds) : undefined,
      ...(options as Partial<TuneThresholdOptions>),
    });
    const close = (values: readonly number[]): unknown => values.map((value) => expect.closeTo(value, 12) as number);
    expect([...found.scores]).toEqual(close(expected.scores.data));
    expect([...found.thresholds]).toEqual(close(expected.thresholds.data));
    expect(found.score).toBeCloseTo(expected.score, 12);
    expect(found.threshold).toBeCloseTo(expected.threshold, 12);
  });

  const scores = [0.1, 0.4, 0.35, 0.8];
  const targets = [0, 0, 1, 1];

  it('takes a function of counts, each of which is of one threshold', () => {
    const seen: unknown[] = [];
    const found = tuneThreshold({
      scores,
      targets,
      thresholds: [0, 0.35, 0.5, 1],
      scoring: (counts) => {
        seen.push(Object.values(counts));
        return -3 * counts.falsePositives - counts.falseNegatives;
      },
    });
    // True and false positives, true and false negatives; the sample at the threshold is positive.
    expect(seen).toEqual([[2, 2, 0, 0], [2, 1, 1, 0], [1, 0, 2, 1], [0, 0, 2, 2]]); // prettier-ignore
    expect(found.threshold).toBe(0.5);
    expect([...found.scores]).toEqual([-6, -3, -1, -2]);
  });

  it('takes the lowest of thresholds with equal scores', () => {
    expect(tuneThreshold({ scores: [0, 1], targets: [0, 1], thresholds: 5 }).threshold).toBe(0.25);
  });

  it('takes arrays, also a column, in any type', () => {
    const column = ndArray(scores.map((score) => [score]));
    expect(tuneThreshold({ scores: column, targets: ndArray(BigInt64Array.of(0n, 0n, 1n, 1n)) }).threshold).toBeCloseTo(
      tuneThreshold({ scores, targets }).threshold,
      6,
    );
  });

  it.each<[Partial<TuneThresholdOptions>, string, string]>([
    [{ scores: [1, 2, 3] }, 'LML_SHAPE_MISMATCH', 'There are 3 scores but 4 targets'],
    [{ folds: [1, 2, 3] }, 'LML_SHAPE_MISMATCH', 'There are 4 scores but 3 folds'],
    [{ scores: ndArray([[1, 2], [3, 4]]) }, 'LML_SHAPE_MISMATCH', 'got float32 of shape [2, 2]'], // prettier-ignore
    [{ scores: [1, NaN, 2, 3] }, 'LML_INVALID_ARGUMENT', 'position 1'],
    [{ targets: [0, 1, 2, 0] }, 'LML_INVALID_ARGUMENT', 'the one at position 2 is not, got 2'],
    [{ targets: [1, 1, 1, 1] }, 'LML_INVALID_ARGUMENT', 'targets must be of both classes'],
    [{ scores: [], targets: [] }, 'LML_INVALID_ARGUMENT', 'targets must be of both classes'],
    [{ scores: [1, 1, 1, 1] }, 'LML_INVALID_ARGUMENT', 'different from each other'],
    [{ scores: [1, 1, 2, 3], folds: [0, 0, 1, 1] }, 'LML_INVALID_ARGUMENT', 'different from each other'],
    [{ scoring: 'auroc' as never }, 'LML_INVALID_ARGUMENT', 'one of balanced-accuracy, accuracy'],
    [{ scoring: () => NaN }, 'LML_INVALID_ARGUMENT', 'what scoring returns must be a number'],
    [{ thresholds: 1 }, 'LML_INVALID_ARGUMENT', 'thresholds must be'],
    [{ thresholds: [0.5, 0.5] }, 'LML_INVALID_ARGUMENT', 'numbers that ascend'],
    [{ thresholds: [0.5] }, 'LML_INVALID_ARGUMENT', 'thresholds must be'],
  ])('refuses %j', (options, code, message) => {
    const tune = (): unknown => tuneThreshold({ scores, targets, ...options });
    expect(tune).toThrow(code);
    expect(tune).toThrow(message);
  });
});

import { ndArray, type CurveFigure, type NdArray } from '@lml/core';

import type { CurveCounts } from './curve-metric.js';
import { meanLine, type Line } from './curve-lines.js';
import type { Average } from './stat-scores-options.js';
import type { ThresholdCounts } from './threshold-counts.js';
import { resultOf, safeDivide } from './values.js';

/** The score of each class, or one of all: scores that are NaN are left out of a mean. */
export function averageOfClasses(
  counts: CurveCounts,
  average: Average,
  score: (counts: ThresholdCounts) => number,
): number | NdArray {
  const classes = classList(counts);
  if (counts.task === 'binary' || average === 'micro') return score(counts.countsOf(classes));
  const scored = classes.map((index) => {
    const own = counts.countsOf([index]);
    return { value: score(own), positives: own.positives };
  });
  if (average === 'none') return resultOf(scored.map(({ value }) => value));
  const defined = scored.filter(({ value }) => !Number.isNaN(value));
  if (average === 'macro') return defined.reduce((sum, { value }) => sum + value, 0) / defined.length;
  const total = defined.reduce((sum, { positives }) => sum + positives, 0);
  return safeDivide(
    defined.reduce((sum, { value, positives }) => sum + value * positives, 0),
    total,
  );
}

/** The line of each class, or one of all. */
export function linesOf(
  counts: CurveCounts,
  average: 'micro' | 'macro' | 'none',
  lineOf: (counts: ThresholdCounts) => Line,
): { readonly lines: readonly Line[]; readonly areOfClasses: boolean } {
  const classes = classList(counts);
  if (counts.task === 'binary' || average === 'micro') {
    return { lines: [lineOf(counts.countsOf(classes))], areOfClasses: false };
  }
  const lines = classes.map((index) => lineOf(counts.countsOf([index])));
  return average === 'macro' ? { lines: [meanLine(lines)], areOfClasses: false } : { lines, areOfClasses: true };
}

/** What is found for each class, one number a class; of the task `'binary'` one number. */
export function perClass<Key extends string>(
  counts: CurveCounts,
  find: (counts: ThresholdCounts) => Readonly<Record<Key, number>>,
): Record<Key, number | NdArray> {
  const found = classList(counts).map((index) => find(counts.countsOf([index])));
  const keys = Object.keys(found[0]!) as Key[];
  return Object.fromEntries(
    keys.map((key) => [key, counts.task === 'binary' ? found[0]![key] : resultOf(found.map((one) => one[key]))]),
  ) as Record<Key, number | NdArray>;
}

/** Curves as a figure, named by class where they are of classes. */
export function curveFigure(
  counts: CurveCounts,
  average: 'micro' | 'macro' | 'none',
  lineOf: (counts: ThresholdCounts) => Line,
  titles: Omit<CurveFigure, 'figure' | 'lines'>,
): CurveFigure {
  const { lines, areOfClasses } = linesOf(counts, average, lineOf);
  const kind = counts.task === 'multilabel' ? 'label' : 'class';
  return {
    figure: 'curve',
    ...titles,
    lines: lines.map(({ x, y, thresholds }, index) => ({
      ...(areOfClasses && { name: `${kind} ${index}` }),
      x: ndArray(x),
      y: ndArray(y),
      ...(thresholds !== undefined && { thresholds: ndArray(thresholds) }),
    })),
  };
}

function classList({ classes }: CurveCounts): number[] {
  return Array.from({ length: classes }, (_, index) => index);
}

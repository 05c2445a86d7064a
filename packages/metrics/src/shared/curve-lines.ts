import { warn } from '@lml/core';

import type { ThresholdCounts } from './threshold-counts.js';

/** Points of a curve, from left to right. */
export interface Line {
  /** Where they are. */
  readonly x: Float64Array;
  /** How high they are. */
  readonly y: Float64Array;
  /** The thresholds that they stand for; none of a mean. */
  readonly thresholds?: Float64Array | undefined;
}

/** A line of counts. */
export interface CountedLine extends Line {
  /** The thresholds that its points stand for, from the highest; NaN where a point has none. */
  readonly thresholds: Float64Array;
}

/** True positive rates over false positive rates. A rate of none is 0, with a warning. */
export function rocLine(metric: string, counts: ThresholdCounts): CountedLine {
  const { positives, negatives, thresholds, areGiven } = counts;
  if (positives + negatives > 0 && (positives === 0 || negatives === 0)) {
    warn(
      'LML_CLASS_MISSING',
      `${metric} has seen a class without positive samples, or without negative ones. Their rate is taken for 0.`,
    );
  }
  const rates = (found: Float64Array, total: number): Float64Array =>
    found.map((count) => (total === 0 ? 0 : count / total));
  const [x, y] = [rates(counts.falsePositives, negatives), rates(counts.truePositives, positives)];
  return areGiven
    ? { x, y, thresholds }
    : { x: withEnds(x, 0), y: withEnds(y, 0), thresholds: withEnds(thresholds, 1) };
}

/** The rates of a ROC curve, that of negatives as the share that is found; 1 where there are none. */
export function sensitivityAndSpecificity(
  metric: string,
  counts: ThresholdCounts,
): { readonly sensitivity: Float64Array; readonly specificity: Float64Array; readonly thresholds: Float64Array } {
  const { y, thresholds } = rocLine(metric, counts);
  const { falsePositives, negatives, areGiven } = counts;
  // Of counts: 1 minus the false positive rate would miss a minimum of 0.1 by its last digit.
  const specificity = falsePositives.map((count) => (negatives === 0 ? 1 : (negatives - count) / negatives));
  return { sensitivity: y, specificity: areGiven ? specificity : withEnds(specificity, 1), thresholds };
}

/** Precision over recall. A class without positives is told of by a warning where all scores are known. */
export function precisionRecallLine(metric: string, counts: ThresholdCounts): CountedLine {
  const { positives, negatives, areGiven } = counts;
  if (positives === 0 && negatives > 0 && !areGiven) {
    warn('LML_CLASS_MISSING', `${metric} has seen a class without positive samples, whose recall is not defined.`);
  }
  const { recall, precision } = precisionAndRecall(counts);
  return {
    x: withEnds(recall, 0),
    y: withEnds(precision, 1),
    thresholds: withEnds(counts.thresholds, NaN),
  };
}

/** Precision and recall at each threshold; NaN where they are not defined. */
export function precisionAndRecall({ truePositives, falsePositives, positives, recallOfNone }: ThresholdCounts): {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
} {
  return {
    precision: truePositives.map((count, point) => count / (count + falsePositives[point]!)),
    recall: truePositives.map((count) => (positives === 0 ? recallOfNone : count / positives)),
  };
}

/** The mean height of several lines wherever one of them has a point; points that are not defined are left out. */
export function meanLine(lines: readonly Line[]): Line {
  const defined = lines.map(({ x, y }) => {
    const isDefined = (_: number, point: number): boolean => !Number.isNaN(x[point]) && !Number.isNaN(y[point]);
    return { x: x.filter(isDefined), y: y.filter(isDefined) };
  });
  const x = new Float64Array(defined.reduce((sum, line) => sum + line.x.length, 0));
  let used = 0;
  for (const line of defined) {
    x.set(line.x, used);
    used += line.x.length;
  }
  x.sort();
  const y = new Float64Array(x.length);
  for (const line of defined) heightsOf(line, x).forEach((height, point) => (y[point]! += height / lines.length));
  return { x, y };
}

/**
 * The heights of a line at places in order, straight between its points; where several lie above each other the last, and beyond its
 * ends that of the end.
 */
export function heightsOf({ x, y }: Line, places: Float64Array): Float64Array {
  let next = 0;
  return places.map((place) => {
    while (next < x.length && x[next]! <= place) next += 1;
    if (next === 0) return y[0]!;
    const before = next - 1;
    if (next === x.length) return y[before]!;
    const share = (place - x[before]!) / (x[next]! - x[before]!);
    return y[before]! + share * (y[next]! - y[before]!);
  });
}

/** The area below a line, by the trapezoidal rule. */
export function areaBelow({ x, y }: Line): number {
  let area = 0;
  for (let point = 1; point < x.length; point++)
    area += ((x[point]! - x[point - 1]!) * (y[point]! + y[point - 1]!)) / 2;
  return area;
}

/** The part of a line between two places, at which it gets points. */
export function partBetween(line: Line, from: number, to: number): Line {
  const [first, last] = heightsOf(line, Float64Array.of(from, to));
  const isInside = (_: number, point: number): boolean => line.x[point]! > from && line.x[point]! <= to;
  return { x: withEnds(line.x.filter(isInside), from, to), y: withEnds(line.y.filter(isInside), first!, last) };
}

/** Numbers with one more before them, and perhaps one behind. */
export function withEnds(values: Float64Array, start: number, end?: number): Float64Array {
  const longer = new Float64Array(values.length + (end === undefined ? 1 : 2));
  longer[0] = start;
  longer.set(values, 1);
  if (end !== undefined) longer[longer.length - 1] = end;
  return longer;
}

import type { Metric, MetricTraits } from '@lml/core';

import { curveMetric } from './curve-metric.js';
import type { CurveSettings } from './curve-options.js';
import { perClass } from './curve-scores.js';
import type { ThresholdCounts } from './threshold-counts.js';

/** What {@link fixedRateMetric} takes. */
export interface FixedRateMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: CurveSettings;
  /** How much the other rate must be at least. */
  readonly minimum: number;
  /** Which of equal rates is chosen: that with more of the other rate, or that with the highest threshold. */
  readonly ofEqual: 'other' | 'highest';
  /** The threshold where no point has the minimum, or, of a choice by the other rate, where the best rate is 0. */
  readonly none: number;
  /** The rate that is wanted, the other one, and the thresholds, from the highest. */
  readonly rates: (counts: ThresholdCounts) => {
    readonly wanted: Float64Array;
    readonly other: Float64Array;
    readonly thresholds: Float64Array;
  };
}

/** Makes a metric that is the highest rate among the points of a curve at which another rate has a minimum, and its threshold. */
export function fixedRateMetric(all: FixedRateMetricOptions): Metric {
  return curveMetric({ ...all, result: (counts) => perClass(counts, (own) => bestPoint(own, all)) });
}

function bestPoint(
  counts: ThresholdCounts,
  { minimum, ofEqual, none, rates }: FixedRateMetricOptions,
): { value: number; threshold: number } {
  const { wanted, other, thresholds } = rates(counts);
  let best: number | undefined;
  wanted.forEach((value, point) => {
    // What is not defined is no rate.
    if (Number.isNaN(value) || !(other[point]! >= minimum)) return;
    const isBetter =
      best === undefined ||
      value > wanted[best]! ||
      (ofEqual === 'other' && value === wanted[best] && other[point]! > other[best]!);
    if (isBetter) best = point;
  });
  if (best === undefined) return { value: 0, threshold: none };
  const value = wanted[best]!;
  return { value, threshold: ofEqual === 'other' && value === 0 ? none : thresholds[best]! };
}

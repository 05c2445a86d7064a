import {
  metricView,
  type Metric,
  type MetricResult,
  type MetricSettings,
  type MetricTraits,
  type MetricValues,
  type Tensors,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { numbersOf, zeros } from '../values.js';
import { countedClasses, pixelCounts, type PixelCounts } from './pixel-counts.js';
import type { SegmentationSettings } from './segmentation-options.js';
import { classesOf, requireNumClasses, requirePixelClasses } from './sides.js';

/** What {@link segmentationMetric} takes. */
export interface SegmentationMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: MetricSettings & SegmentationSettings;
  /** What tells apart metrics of the family that count differently. */
  readonly counting: string;
  /** The empty accumulators of so many classes. */
  readonly init: (classes: number) => MetricValues;
  /** What a batch adds to them. */
  readonly add: (counts: PixelCounts) => Tensors;
  /** The result, of the accumulators as numbers. */
  readonly result: (sums: Readonly<Record<string, readonly number[]>>) => MetricResult;
}

/**
 * Makes a metric of how many pixels of each image are of each class, in the prediction, in the target and in both. It counts in the step.
 *
 * @throws `LML_INVALID_ARGUMENT`, from the metric, if the number of classes is not known, and from `check` for pixels of no class;
 * `LML_SHAPE_MISMATCH` for sides that do not fit each other or the number of classes.
 */
export function segmentationMetric({
  name,
  traits,
  options,
  counting,
  init,
  add,
  result,
}: SegmentationMetricOptions): Metric {
  const { numClasses, inputFormat, includeBackground } = options;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: `${name} ${JSON.stringify([counting, numClasses, inputFormat, includeBackground])}`,
    init: (context) => {
      const classes = requireNumClasses(name, options, context.numClasses);
      return { ...init(countedClasses(options, classes)), invalid: zeros('int32', [1]) };
    },
    update: (state, { prediction, target }, context) => {
      // The wasm backend cannot sum nothing.
      if (target.size === 0) return state;
      const known = context.numClasses ?? classesOf(options, prediction.shape, target.shape);
      const classes = requireNumClasses(name, options, known);
      const counts = pixelCounts(name, options, classes, prediction, target);
      const added = { ...add(counts), invalid: tf.reshape(counts.invalid, [1]) };
      const sums = Object.entries(added).map(([key, values]) => [key, tf.add(state[key]!, values)] as const);
      return { ...state, ...Object.fromEntries(sums) };
    },
    check: ({ invalid }) => requirePixelClasses(name, numbersOf(invalid)[0] ?? 0, numClasses),
    compute: (state) =>
      result(Object.fromEntries(Object.entries(state).map(([key, values]) => [key, numbersOf(values)]))),
  };
}

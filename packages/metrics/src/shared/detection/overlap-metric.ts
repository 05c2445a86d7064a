import {
  metricView,
  ndArray,
  type HostMetric,
  type MetricSettings,
  type MetricTraits,
  type MetricValues,
  type metricShape,
} from '@lml/core';
import { z } from 'zod';

import { numbersOf, resultOf } from '../values.js';
import { boxFormatShape } from './box-options.js';
import { imageObjects, type ImageObjects } from './image-objects.js';
import type { PairScore } from './pair-scores.js';

const pairsShape = {
  /** Pairs with less do not count. Default: all do. */
  iouThreshold: z.number().optional().describe('Pairs with less do not count. Default: all do.'),
  /** Whether each class has a number of its own. Default: `false`. */
  classMetrics: z.boolean().default(false).describe('Whether each class has a number of its own.'),
  /** Whether only boxes of one class are pairs. Default: `true`. */
  respectLabels: z.boolean().default(true).describe('Whether only boxes of one class are pairs.'),
};

/** The options of metrics of pairs of boxes, as entries of a zod object. */
export const overlapShape = { ...pairsShape, ...boxFormatShape };

/** Options of metrics of pairs of boxes. */
export interface OverlapOptions
  extends
    z.input<z.ZodObject<typeof metricShape>>,
    z.input<z.ZodObject<typeof pairsShape>>,
    z.input<z.ZodObject<typeof boxFormatShape>> {}

/** What {@link overlapMetric} takes. */
export interface OverlapMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: MetricSettings & z.output<z.ZodObject<typeof overlapShape>>;
  /** The number of a pair. */
  readonly score: PairScore;
}

/**
 * Makes a metric of all pairs of a box that was found in an image and one that is there: the mean of their numbers. A box in an image without any
 * on the other side counts as 0.
 *
 * @throws `LML_INVALID_ARGUMENT`, `LML_SHAPE_MISMATCH`, from the metric, for what are no images with boxes.
 */
export function overlapMetric({ name, traits, options, score }: OverlapMetricOptions): HostMetric {
  const { boxFormat, classMetrics } = options;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    updateHost(input) {
      const images = imageObjects(name, input, { boxFormat, masks: false, scores: false });
      return { 'kept/classes': rowsOf(sumsByClass(images, score, options)) };
    },
    compute(state) {
      const classes = classesIn(state);
      const value = meanOf(classes.map(([, sums]) => sums));
      if (!classMetrics) return value;
      return {
        value,
        perClass: resultOf(classes.map(([, sums]) => meanOf([sums]))),
        classes: ndArray(Int32Array.from(classes.map(([label]) => label))),
      };
    },
  };
}

/** The sum of the numbers of pairs, and how many there are. */
interface Sums {
  sum: number;
  count: number;
}

function sumsByClass(
  images: readonly ImageObjects[],
  score: PairScore,
  { iouThreshold = -Infinity, respectLabels }: OverlapMetricOptions['options'],
): Map<number, Sums> {
  const classes = new Map<number, Sums>();
  const sumsOf = (label: number): Sums => {
    const known = classes.get(label) ?? { sum: 0, count: 0 };
    classes.set(label, known);
    return known;
  };
  for (const { found, right } of images) {
    for (const label of found.labels) sumsOf(label);
    for (const label of right.labels) sumsOf(label);
    const alone = found.count === 0 ? right : right.count === 0 ? found : undefined;
    for (const label of alone?.labels ?? []) sumsOf(label).count += 1;
    for (let at = 0; at < right.count; at++) {
      const sums = sumsOf(right.labels[at]!);
      const box = right.boxes!.data.subarray(4 * at, 4 * at + 4);
      for (let row = 0; row < found.count; row++) {
        if (respectLabels && found.labels[row] !== right.labels[at]) continue;
        const number = score(found.boxes!.data.subarray(4 * row, 4 * row + 4), box);
        if (number < iouThreshold) continue;
        sums.sum += number;
        sums.count += 1;
      }
    }
  }
  return classes;
}

/** Class, sum and number of pairs in rows. */
function rowsOf(classes: ReadonlyMap<number, Sums>): MetricValues[string] {
  const rows = [...classes].flatMap(([label, { sum, count }]) => [label, sum, count]);
  return ndArray(Float64Array.from(rows), { shape: [classes.size, 3] });
}

function classesIn(state: MetricValues): [label: number, sums: Sums][] {
  const classes = new Map<number, Sums>();
  const rows = numbersOf(state['kept/classes']);
  for (let at = 0; at < rows.length; at += 3) {
    const { sum, count } = classes.get(rows[at]!) ?? { sum: 0, count: 0 };
    classes.set(rows[at]!, { sum: sum + rows[at + 1]!, count: count + rows[at + 2]! });
  }
  return [...classes].sort(([a], [b]) => a - b);
}

/** 0 where there are boxes but no pairs, NaN where there are no boxes. */
function meanOf(parts: readonly Sums[]): number {
  const [sum, count] = [
    parts.reduce((all, part) => all + part.sum, 0),
    parts.reduce((all, part) => all + part.count, 0),
  ];
  if (count > 0) return sum / count;
  return parts.length === 0 ? NaN : 0;
}

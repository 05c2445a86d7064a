import {
  metricView,
  ndArray,
  type HostMetric,
  type MetricResult,
  type MetricSettings,
  type MetricTraits,
  type MetricValues,
  type metricShape,
} from '@lml/core';
import { z } from 'zod';

import { complainTo } from '../class-options.js';
import { numbersOf } from '../values.js';
import { panopticSides, segmentsOf, type Categories, type Segments } from './segments.js';

const categories = z.array(z.int().min(0)).min(1);

/** The options of panoptic metrics, as entries of a zod object. */
export const panopticShape = {
  /** The categories whose instances are told apart: cars. */
  things: categories.describe('The categories whose instances are told apart: cars.'),
  /** The categories that have no instances: sky. */
  stuffs: categories.describe('The categories that have no instances: sky.'),
  /** Whether predictions may have other categories, which are then left out, or are refused. Default: `false`. */
  allowUnknownPredsCategory: z
    .boolean()
    .default(false)
    .describe('Whether predictions may have other categories, which are then left out, or are refused.'),
};

/** Options of panoptic metrics. */
export interface PanopticOptions
  extends z.input<z.ZodObject<typeof metricShape>>, z.input<z.ZodObject<typeof panopticShape>> {}

/** Complains of categories that are both. */
export function checkCategories(
  { things, stuffs }: { readonly things: readonly number[]; readonly stuffs: readonly number[] },
  context: z.RefinementCtx,
): void {
  const both = things.filter((category) => stuffs.includes(category));
  if (both.length > 0) complainTo(context)('stuffs', `must not be things too, as ${both.join(', ')} is`);
}

/** What panoptic metrics are checked with. */
export const panopticConformance = {
  weights: false,
  batch: {
    prediction: ndArray(
      Int32Array.from([0, 1, 0, 1, 6, 0, 1, 2, 0, 1, 6, 0, 6, 0, 7, 0, 0, 2, 0, 2, 0, 3, 7, 9, 1, 1, 1, 1, 1, 1, 6, 0]),
      { shape: [4, 4, 2] },
    ),
    target: ndArray(
      Int32Array.from([0, 5, 0, 5, 6, 0, 1, 2, 0, 1, 0, 1, 6, 0, 7, 0, 0, 2, 0, 2, 0, 2, 7, 0, 1, 1, 1, 1, 6, 1, 6, 0]),
      { shape: [4, 4, 2] },
    ),
  },
} as const;

/** What {@link panopticMetric} takes. */
export interface PanopticMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: MetricSettings & z.output<z.ZodObject<typeof panopticShape>>;
  /** Whether stuffs count by how much they overlap, be it little. */
  readonly modified: boolean;
  /** The result, of the qualities of categories: things in order, then stuffs in order. */
  readonly result: (qualities: Qualities) => MetricResult;
}

/** How well the segments of each category are found; those that are nowhere have NaN. */
export interface Qualities {
  /** Panoptic quality: the product of the others. */
  readonly pq: readonly number[];
  /** Segmentation quality: the mean intersection over union of segments that are found. */
  readonly sq: readonly number[];
  /** Recognition quality: how many are found. */
  readonly rq: readonly number[];
}

/**
 * Makes a metric of the segments of images, category by category.
 *
 * @throws `LML_INVALID_ARGUMENT`, `LML_SHAPE_MISMATCH`, from the metric, for anything but category and instance of each pixel.
 */
export function panopticMetric({ name, traits, options, modified, result }: PanopticMetricOptions): HostMetric {
  const { things, stuffs, allowUnknownPredsCategory } = options;
  const inOrder = [things, stuffs].flatMap((some) => [...new Set(some)].sort((a, b) => a - b));
  const known: Categories = {
    places: new Map(inOrder.map((category, place) => [category, place])),
    stuffs: new Set(stuffs),
  };
  const nothing = (): Counts => ({
    iou: new Float64Array(inOrder.length),
    right: new Float64Array(inOrder.length),
    wrong: new Float64Array(inOrder.length),
    missed: new Float64Array(inOrder.length),
  });
  const valuesOf = (counts: Counts): MetricValues =>
    Object.fromEntries(Object.entries(counts).map(([key, numbers]) => [key, ndArray(numbers as Float64Array)]));
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init: () => valuesOf(nothing()),
    updateHost(input) {
      const [prediction, target] = panopticSides(name, input);
      const counts = nothing();
      for (let image = 0; image < prediction.shape[0]!; image++) {
        const what = allowUnknownPredsCategory ? undefined : `the prediction of ${name} for image ${image}`;
        const found = segmentsOf(prediction, image, known, what);
        countSegments(found, segmentsOf(target, image, known), known, modified, counts);
      }
      return valuesOf(counts);
    },
    compute(state) {
      const [iou, right, wrong, missed] = ['iou', 'right', 'wrong', 'missed'].map((key) => numbersOf(state[key]));
      const weights = right!.map((count, at) => count + wrong![at]! / 2 + missed![at]! / 2);
      const ifThere = (value: (at: number) => number): number[] =>
        weights.map((weight, at) => (weight === 0 ? NaN : value(at)));
      const sq = ifThere((at) => (right![at] === 0 ? 0 : iou![at]! / right![at]!));
      const rq = ifThere((at) => right![at]! / weights[at]!);
      return result({ pq: sq.map((quality, at) => quality * rq[at]!), sq, rq });
    },
  };
}

/** The mean of those that are somewhere. */
export function meanOfKnown(numbers: readonly number[]): number {
  const known = numbers.filter((number) => !Number.isNaN(number));
  return known.reduce((sum, number) => sum + number, 0) / known.length;
}

interface Counts {
  readonly iou: Float64Array;
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  readonly missed: Float64Array;
}

function countSegments(found: Segments, right: Segments, known: Categories, modified: boolean, counts: Counts): void {
  const place = (category: number): number => known.places.get(category)!;
  const byOverlap = (category: number): boolean => modified && known.stuffs.has(category);
  // Pixels of a pair of segments; those without a category come last.
  const width = right.areas.length + 1;
  const meet = new Map<number, number>();
  found.ofPixel.forEach((segment, pixel) => {
    const pair = (segment < 0 ? found.areas.length : segment) * width + right.ofPixel[pixel]! + 1;
    meet.set(pair, (meet.get(pair) ?? 0) + 1);
  });
  const voidOfFound = (segment: number): number => meet.get(segment * width) ?? 0;
  const voidOfRight = (segment: number): number => meet.get(found.areas.length * width + segment + 1) ?? 0;
  const [matched, reached] = [new Set<number>(), new Set<number>()];
  for (const [pair, intersection] of meet) {
    const [one, other] = [Math.floor(pair / width), (pair % width) - 1];
    const category = right.categories[other];
    if (category === undefined || found.categories[one] !== category) continue;
    const whole = found.areas[one]! - voidOfFound(one) + right.areas[other]! - voidOfRight(other) - intersection;
    const iou = intersection / whole;
    if (byOverlap(category)) counts.iou[place(category)]! += iou;
    else if (iou > 0.5) {
      counts.iou[place(category)]! += iou;
      counts.right[place(category)]! += 1;
      matched.add(one);
      reached.add(other);
    }
  }
  right.categories.forEach((category, segment) => {
    if (byOverlap(category)) counts.right[place(category)]! += 1;
    else if (!reached.has(segment) && voidOfRight(segment) / right.areas[segment]! <= 0.5)
      counts.missed[place(category)]! += 1;
  });
  found.categories.forEach((category, segment) => {
    if (!byOverlap(category) && !matched.has(segment) && voidOfFound(segment) / found.areas[segment]! <= 0.5)
      counts.wrong[place(category)]! += 1;
  });
}

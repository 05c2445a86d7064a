import { defineComponent, metricShape, metricView, ndArray, type HostMetric, type MetricValues } from '@lml/core';
import { z } from 'zod';

import { boxFormatShape } from '../shared/detection/box-options.js';
import { keptRows, matchImages } from '../shared/detection/coco-table.js';
import { summaryOf } from '../shared/detection/coco-summary.js';
import { detectionConformance } from '../shared/detection/conformance.js';
import { imageObjects } from '../shared/detection/image-objects.js';

const thresholds = z.array(z.number().min(0).max(1)).min(1);

const shape = {
  /** What is compared: boxes, masks, or both. Default: `'bbox'`. */
  iouType: z.enum(['bbox', 'segm', 'both']).default('bbox').describe('What is compared: boxes, masks, or both.'),
  /** How much objects must overlap. Default: 0.5, 0.55 … 0.95. */
  iouThresholds: thresholds.optional().describe('How much objects must overlap. Default: 0.5, 0.55 … 0.95.'),
  /** The recalls at which precision is read. Default: 0, 0.01 … 1. */
  recThresholds: thresholds.optional().describe('The recalls at which precision is read. Default: 0, 0.01 … 1.'),
  /**
   * How many objects of a class are looked at in an image, the likeliest first; all but `mar…` take the largest. Default:
   * `[1, 10, 100]`.
   */
  maxDetectionThresholds: z
    .array(z.int().min(1))
    .min(1)
    .default([1, 10, 100])
    .describe(
      'How many objects of a class are looked at in an image, the likeliest first; all but `mar…` take the largest.',
    ),
  /** Whether each class has numbers of its own. Default: `false`. */
  classMetrics: z.boolean().default(false).describe('Whether each class has numbers of its own.'),
  /**
   * Whether overlaps, and precision and recall by thresholds, classes, areas and numbers of detections, are given too.
   * Default: `false`.
   */
  extendedSummary: z
    .boolean()
    .default(false)
    .describe(
      'Whether overlaps, and precision and recall by thresholds, classes, areas and numbers of detections, are given too.',
    ),
  /** Whether classes are judged one by one, or all objects as those of one class. Default: `'macro'`. */
  average: z
    .enum(['macro', 'micro'])
    .default('macro')
    .describe('Whether classes are judged one by one, or all objects as those of one class.'),
};

/** Options of {@link meanAveragePrecision}. */
export interface MeanAveragePrecisionOptions
  extends
    z.input<z.ZodObject<typeof metricShape>>,
    z.input<z.ZodObject<typeof boxFormatShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Mean average precision and recall of objects that are found in images, by their boxes or masks, as COCO has it.
 *
 * Predictions are lists of records, one an image, `{ boxes: [objects, 4], scores: [objects], labels: [objects] }`, targets likewise
 * `{ boxes, labels, iscrowd?, area? }`; with `iouType: 'segm'` there are `masks` in place of boxes, with `'both'` both: pixels `[objects, height,
 * width]`, or for each object what COCO's files have, `{ size, counts }` or polygons, which need the `size: [height, width]` of their image.
 * Instead of lists there may be one record of columns, as batches of ragged values are, or padded arrays `[images, objects, …]` with
 * labels below 0 where there is no object. In a run, with `on: 'prediction'`, the records that the predictor's `decode` gives go first.
 *
 * In each image, the objects found of a class take, the likeliest first, the right ones that they overlap most, if by as much as the
 * threshold. A crowd (`iscrowd`) may be taken by any number, and none of them counts. Precision is read at each recall as the highest at that
 * recall or a larger one; the mean is taken over recalls, thresholds and classes. Classes of which there is nothing to be found do not count.
 *
 * The result is a record, each from 0 to 1, higher is better, NaN where there is nothing to be found: `map` over all thresholds, `map50` and `map75` at 0.5 and
 * 0.75; `mapSmall`, `mapMedium`, `mapLarge` of objects of up to 32², up to 96² and more pixels (`area` where it is given, else that of the mask
 * or box); the mean highest recall `mar1`, `mar10`, `mar100` of so many objects a class and image, and `marSmall`, `marMedium`, `marLarge`; `classes`,
 * int32, those that occur. With `classMetrics` also `mapPerClass` and `mar100PerClass`, float64 `[classes]`. With `extendedSummary` also
 * `precision` and `scores`, float64 `[thresholds, recalls, classes, areas, numbers]`, `recall` without the axis of recalls, `ious` by `<image>/<class>`, and
 * precision over recall as a figure, `curve`. With `iouType: 'both'` there are a record `bbox` and a record `segm`.
 *
 * It counts on the host, and keeps of each object what became of it. Weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` for columns that are missing or cannot be, `LML_SHAPE_MISMATCH` for columns of different lengths or sides of different
 * numbers of images.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanAveragePrecision } from '@lml/metrics';
 *
 * const state = new MetricState(meanAveragePrecision());
 * await state.update(
 *   [{ boxes: [[258, 41, 606, 285]], scores: [0.536], labels: [0] }],
 *   [{ boxes: [[214, 41, 562, 285]], labels: [0] }],
 * );
 * const { map, map50 } = state.compute() as { map: number; map50: number };
 * [map, map50]; // => [0.6, 1]
 * ```
 *
 * @see [torchmetrics.detection.MeanAveragePrecision](https://lightning.ai/docs/torchmetrics/stable/detection/mean_average_precision.html) 1.9,
 * whose thresholds are float32, and which gives −1 where there is nothing to be found, and for `map` where the largest number of detections
 * is not 100; pycocotools.cocoeval.COCOeval 2.0.11
 */
export const meanAveragePrecision = defineComponent({
  kind: 'metric',
  name: 'mean-average-precision',
  summary: 'Mean average precision and recall of objects in images, by boxes or masks (COCO).',
  schema: z.strictObject({ ...metricShape, ...boxFormatShape, ...shape }),
  examples: [{}, { average: 'micro', classMetrics: true }, { extendedSummary: true, iouThresholds: [0.5, 0.75] }],
  create: (options, { name, traits }): HostMetric => {
    const { boxFormat, iouType, classMetrics, extendedSummary, average } = options;
    const maxDetections = [...new Set(options.maxDetectionThresholds)].sort((a, b) => a - b);
    const iouThresholds = options.iouThresholds ?? evenly(0.5, 0.95, 10);
    const recThresholds = options.recThresholds ?? evenly(0, 1, 101);
    const types = iouType === 'both' ? (['bbox', 'segm'] as const) : [iouType];
    const parts = {
      boxFormat: iouType === 'segm' ? undefined : boxFormat,
      masks: iouType !== 'bbox',
      scores: true,
    };
    // Of classes by themselves there is another matching than of all as one.
    const matchings = types.flatMap((type) => [
      { type, prefix: `${type}/`, asOne: average === 'micro', keepsOverlaps: extendedSummary },
      ...(average === 'micro' && classMetrics
        ? [{ type, prefix: `${type}-classes/`, asOne: false, keepsOverlaps: false }]
        : []),
    ]);
    return {
      name,
      ...metricView(options),
      higherIsBetter: traits.higherIsBetter,
      keepAdvice: 'Give fewer iouThresholds, or judge fewer images at a time.',
      updateHost(input) {
        const images = imageObjects(name, input, parts);
        const kept = matchings.map(({ prefix, ...matching }): MetricValues => {
          const rows = matchImages(images, { ...matching, thresholds: iouThresholds, most: maxDetections.at(-1)! });
          return keptRows(prefix, rows, iouThresholds.length, matching.keepsOverlaps);
        });
        const labels = images.flatMap(({ found, right }) => [...found.labels, ...right.labels]);
        return Object.assign({ 'kept/classes': ndArray(Float64Array.from(new Set(labels))) }, ...kept) as MetricValues;
      },
      compute(state) {
        const summary = (type: 'bbox' | 'segm') =>
          summaryOf(state, {
            prefix: `${type}/`,
            asOne: average === 'micro',
            classPrefix: classMetrics ? (average === 'micro' ? `${type}-classes/` : `${type}/`) : undefined,
            extended: extendedSummary,
            ...{ iouThresholds, recThresholds, maxDetections },
          });
        const labels = Array.from((state['kept/classes']?.data ?? []) as Float64Array);
        const classes = ndArray(Int32Array.from(new Set(labels.sort((a, b) => a - b))));
        return iouType === 'both'
          ? { bbox: summary('bbox'), segm: summary('segm'), classes }
          : { ...summary(iouType), classes };
      },
    };
  },
  conformance: detectionConformance,
  higherIsBetter: true,
});

/** Numbers at even distances, to the bit those of NumPy's `linspace`. */
function evenly(from: number, to: number, count: number): number[] {
  const step = (to - from) / (count - 1);
  return Array.from({ length: count }, (_, at) => (at === count - 1 ? to : at * step + from));
}

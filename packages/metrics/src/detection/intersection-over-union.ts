import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { overlapConformance } from '../shared/detection/conformance.js';
import { overlapMetric, overlapShape, type OverlapOptions } from '../shared/detection/overlap-metric.js';
import { pairIou } from '../shared/detection/pair-scores.js';

/** Options of {@link intersectionOverUnion}. */
export interface IntersectionOverUnionOptions extends OverlapOptions {}

/**
 * Intersection over union of boxes: the area that both cover by the area that either covers. Not the Jaccard index of classes of pixels, which is
 * {@link jaccardIndex} or {@link meanIou}.
 *
 * Predictions are lists of records, one an image, `{ boxes: [objects, 4], labels: [objects] }`, and targets likewise; or columns of all images, as
 * {@link meanAveragePrecision} takes them. Scores are not looked at.
 *
 * Pairs are all of a box that was found and one that is there in the same image, of one class unless `respectLabels` is false; the result is the
 * mean of all pairs that reach `iouThreshold`. Boxes in images without any on the other side count as pairs of 0. From 0 to 1; higher is
 * better; 0 where there are boxes but no pairs, NaN where there are none. With `classMetrics` a record `{ value, perClass, classes }`: float64 and
 * int32 `[classes]`, pairs by the class of the box that is there. It counts on the host; weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` for columns that are missing or cannot be, `LML_SHAPE_MISMATCH` for columns of different lengths or sides of
 * different numbers of images.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { intersectionOverUnion } from '@lml/metrics';
 *
 * const state = new MetricState(intersectionOverUnion());
 * await state.update([{ boxes: [[0, 0, 2, 2]], labels: [1] }], [{ boxes: [[1, 0, 3, 2]], labels: [1] }]);
 * state.compute(); // => 1 / 3
 * ```
 *
 * @see [torchmetrics.detection.IntersectionOverUnion](https://lightning.ai/docs/torchmetrics/stable/detection/intersection_over_union.html) 1.9, which counts every combination of boxes for images without any on the other side where labels do not matter, and gives 0 where there are no boxes
 */
export const intersectionOverUnion = defineComponent({
  kind: 'metric',
  name: 'intersection-over-union',
  summary: 'Intersection over union of boxes, the mean over pairs.',
  schema: z.strictObject({ ...metricShape, ...overlapShape }),
  examples: [{}, { classMetrics: true, boxFormat: 'xywh' }, { respectLabels: false, iouThreshold: 0.25 }],
  create: (options, nature) => overlapMetric({ ...nature, options, score: pairIou }),
  conformance: overlapConformance,
  higherIsBetter: true,
});

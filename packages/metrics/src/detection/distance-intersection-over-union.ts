import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { overlapConformance } from '../shared/detection/conformance.js';
import { overlapMetric, overlapShape, type OverlapOptions } from '../shared/detection/overlap-metric.js';
import { pairDiou } from '../shared/detection/pair-scores.js';

/** Options of {@link distanceIntersectionOverUnion}. */
export interface DistanceIntersectionOverUnionOptions extends OverlapOptions {}

/**
 * Distance intersection over union of boxes (DIoU): intersection over union, less the squared distance of the centres by the squared diagonal of
 * the smallest box around both.
 *
 * Predictions are lists of records, one an image, `{ boxes: [objects, 4], labels: [objects] }`, and targets likewise; or columns of all images, as
 * {@link meanAveragePrecision} takes them. Scores are not looked at.
 *
 * Pairs are all of a box that was found and one that is there in the same image, of one class unless `respectLabels` is false; the result is the
 * mean of all pairs that reach `iouThreshold`. Boxes in images without any on the other side count as pairs of 0. From −1 to 1; higher is
 * better; 0 where there are boxes but no pairs, NaN where there are none. With `classMetrics` a record `{ value, perClass, classes }`: float64 and
 * int32 `[classes]`, pairs by the class of the box that is there. It counts on the host; weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` for columns that are missing or cannot be, `LML_SHAPE_MISMATCH` for columns of different lengths or sides of
 * different numbers of images.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { distanceIntersectionOverUnion } from '@lml/metrics';
 *
 * const state = new MetricState(distanceIntersectionOverUnion());
 * await state.update([{ boxes: [[0, 0, 2, 2]], labels: [1] }], [{ boxes: [[1, 0, 3, 2]], labels: [1] }]);
 * state.compute(); // => 1 / 3 - 1 / 13
 * ```
 *
 * @see Zheng et al. 2020, Distance-IoU Loss
 * @see [torchmetrics.detection.DistanceIntersectionOverUnion](https://lightning.ai/docs/torchmetrics/stable/detection/distance_intersection_over_union.html) 1.9
 */
export const distanceIntersectionOverUnion = defineComponent({
  kind: 'metric',
  name: 'distance-intersection-over-union',
  summary: 'Intersection over union of boxes less the distance of their centres, the mean over pairs.',
  schema: z.strictObject({ ...metricShape, ...overlapShape }),
  examples: [{}, { classMetrics: true, boxFormat: 'xywh' }, { respectLabels: false, iouThreshold: 0.25 }],
  create: (options, nature) => overlapMetric({ ...nature, options, score: pairDiou }),
  conformance: overlapConformance,
  higherIsBetter: true,
});

import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { overlapConformance } from '../shared/detection/conformance.js';
import { overlapMetric, overlapShape, type OverlapOptions } from '../shared/detection/overlap-metric.js';
import { pairGiou } from '../shared/detection/pair-scores.js';

/** Options of {@link generalizedIntersectionOverUnion}. */
export interface GeneralizedIntersectionOverUnionOptions extends OverlapOptions {}

/**
 * Generalised intersection over union of boxes (GIoU): intersection over union, less the share of the smallest box around both that neither
 * covers, so that boxes that do not meet are told apart too.
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
 * import { generalizedIntersectionOverUnion } from '@lml/metrics';
 *
 * const state = new MetricState(generalizedIntersectionOverUnion());
 * await state.update([{ boxes: [[0, 0, 2, 2]], labels: [1] }], [{ boxes: [[1, 0, 3, 2]], labels: [1] }]);
 * state.compute(); // => 1 / 3
 * ```
 *
 * @see Rezatofighi et al. 2019, Generalized Intersection over Union
 * @see [torchmetrics.detection.GeneralizedIntersectionOverUnion](https://lightning.ai/docs/torchmetrics/stable/detection/generalized_intersection_over_union.html) 1.9
 */
export const generalizedIntersectionOverUnion = defineComponent({
  kind: 'metric',
  name: 'generalized-intersection-over-union',
  summary: 'Generalised intersection over union of boxes, the mean over pairs.',
  schema: z.strictObject({ ...metricShape, ...overlapShape }),
  examples: [{}, { classMetrics: true, boxFormat: 'xywh' }, { respectLabels: false, iouThreshold: 0.25 }],
  create: (options, nature) => overlapMetric({ ...nature, options, score: pairGiou }),
  conformance: overlapConformance,
  higherIsBetter: true,
});

import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { overlapConformance } from '../shared/detection/conformance.js';
import { overlapMetric, overlapShape, type OverlapOptions } from '../shared/detection/overlap-metric.js';
import { pairCiou } from '../shared/detection/pair-scores.js';

/** Options of {@link completeIntersectionOverUnion}. */
export interface CompleteIntersectionOverUnionOptions extends OverlapOptions {}

/**
 * Complete intersection over union of boxes (CIoU): the distance form of {@link distanceIntersectionOverUnion}, less how little the
 * proportions agree, $`α v`$ with $`v = \frac{4}{π^2} (\arctan \frac{w'}{h'} - \arctan \frac{w}{h})^2`$ and $`α = v / (1 - IoU + v)`$.
 *
 * Predictions are lists of records, one an image, `{ boxes: [objects, 4], labels: [objects] }`, and targets likewise; or columns of all images, as
 * {@link meanAveragePrecision} takes them. Scores are not looked at.
 *
 * Pairs are all of a box that was found and one that is there in the same image, of one class unless `respectLabels` is false; the result is the
 * mean of all pairs that reach `iouThreshold`. Boxes in images without any on the other side count as pairs of 0. From −1.5 to 1; higher is
 * better; 0 where there are boxes but no pairs, NaN where there are none. With `classMetrics` a record `{ value, perClass, classes }`: float64 and
 * int32 `[classes]`, pairs by the class of the box that is there. It counts on the host; weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` for columns that are missing or cannot be, `LML_SHAPE_MISMATCH` for columns of different lengths or sides of
 * different numbers of images.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { completeIntersectionOverUnion } from '@lml/metrics';
 *
 * const state = new MetricState(completeIntersectionOverUnion());
 * await state.update([{ boxes: [[0, 0, 2, 2]], labels: [1] }], [{ boxes: [[1, 0, 3, 2]], labels: [1] }]);
 * state.compute(); // => 1 / 3 - 1 / 13
 * ```
 *
 * @see Zheng et al. 2020, Distance-IoU Loss
 * @see [torchmetrics.detection.CompleteIntersectionOverUnion](https://lightning.ai/docs/torchmetrics/stable/detection/complete_intersection_over_union.html) 1.9
 */
export const completeIntersectionOverUnion = defineComponent({
  kind: 'metric',
  name: 'complete-intersection-over-union',
  summary:
    'Intersection over union of boxes less the distance of their centres and their unlike proportions, the mean over pairs.',
  schema: z.strictObject({ ...metricShape, ...overlapShape }),
  examples: [{}, { classMetrics: true, boxFormat: 'xywh' }, { respectLabels: false, iouThreshold: 0.25 }],
  create: (options, nature) => overlapMetric({ ...nature, options, score: pairCiou }),
  conformance: overlapConformance,
  higherIsBetter: true,
});

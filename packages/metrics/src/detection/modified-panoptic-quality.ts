import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import {
  checkCategories,
  meanOfKnown,
  panopticConformance,
  panopticMetric,
  panopticShape,
  type PanopticOptions,
} from '../shared/detection/panoptic-metric.js';

/** Options of {@link modifiedPanopticQuality}. */
export interface ModifiedPanopticQualityOptions extends PanopticOptions {}

/**
 * Panoptic quality whose stuffs count by how much of them is found, be it little: of a category of stuffs it is the sum of intersections over union
 * by the number of images that have it. Things count as in {@link panopticQuality}, which says what predictions and targets are.
 *
 * The result is the mean over categories that occur, from 0 to 1, higher is better; NaN where none does. It counts on the host; weights
 * are not used.
 *
 * @throws `LML_INVALID_OPTIONS` for categories that are both; `LML_INVALID_ARGUMENT` for anything but category and instance, and for
 * predicted categories that are not named; `LML_SHAPE_MISMATCH` if the sides have different shapes.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { modifiedPanopticQuality } from '@lml/metrics';
 *
 * const state = new MetricState(modifiedPanopticQuality({ things: [0], stuffs: [7] }));
 * await state.update([[[0, 1], [0, 1], [0, 1], [7, 0]]], [[[0, 3], [0, 3], [7, 0], [7, 0]]]);
 * state.compute(); // => (2 / 3 + 1 / 2) / 2
 * ```
 *
 * @see Porzi et al. 2019, Seamless Scene Segmentation;
 * [torchmetrics.detection.ModifiedPanopticQuality](https://lightning.ai/docs/torchmetrics/stable/detection/modified_panoptic_quality.html) 1.9
 */
export const modifiedPanopticQuality = defineComponent({
  kind: 'metric',
  name: 'modified-panoptic-quality',
  summary: 'How well images are cut into things and stuffs, which count by how much of them is found.',
  schema: z.strictObject({ ...metricShape, ...panopticShape }).superRefine(checkCategories),
  examples: [
    { things: [0, 1], stuffs: [6, 7] },
    { things: [0], stuffs: [6], allowUnknownPredsCategory: true },
  ],
  create: (options, nature) =>
    panopticMetric({ ...nature, options, modified: true, result: ({ pq }) => meanOfKnown(pq) }),
  conformance: panopticConformance,
  higherIsBetter: true,
});

import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { sumsMetric } from '../shared/sums-metric.js';

const shape = {
  /** The exponent of the errors, at least 1. */
  p: z.number().min(1).describe('The exponent of the errors, at least 1.'),
};

/** Options of {@link minkowskiDistance}. */
export interface MinkowskiDistanceOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Minkowski distance $`\left(\sum w |x - y|^p\right)^{1/p}`$ of all predictions x and targets y, both `[batch, …]`, that were counted:
 * for p = 1 the sum of the absolute errors, for p = 2 the Euclidean distance. It lies in [0, ∞), and lower is better; it grows with
 * the number of samples.
 *
 * Weights w, one a sample (`[batch]`) or of further axes, default 1. 0 where nothing was counted, NaN where
 * a NaN was. Powers are float32: with a high p, errors of different sizes sum up to the largest.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { minkowskiDistance } from '@lml/metrics';
 *
 * const state = new MetricState(minkowskiDistance({ p: 2 }));
 * await state.update([1, 2], [1, 5]);
 * await state.update([5], [1]);
 * state.compute(); // => 5
 * ```
 *
 * @see [torchmetrics.MinkowskiDistance](https://lightning.ai/docs/torchmetrics/stable/regression/minkowski_distance.html) 1.9,
 * which has no weights
 */
export const minkowskiDistance = defineComponent({
  kind: 'metric',
  name: 'minkowski-distance',
  summary: 'Minkowski distance of all predictions and targets.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{ p: 2 }, { p: 1.5 }],
  create: ({ p, ...options }, nature) =>
    sumsMetric({
      ...nature,
      ...options,
      sums: { sum: ({ prediction, target }) => tf.pow(tf.abs(tf.sub(prediction, target)), p) },
      result: ({ sum }) => sum ** (1 / p),
    }),
  higherIsBetter: false,
});

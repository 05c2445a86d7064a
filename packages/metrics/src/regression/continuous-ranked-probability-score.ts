import { defineComponent, metricShape, sameShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { sumsMetric } from '../shared/sums-metric.js';

/** Options of {@link continuousRankedProbabilityScore}. */
export interface ContinuousRankedProbabilityScoreOptions extends z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Continuous ranked probability score (CRPS) of ensembles: predictions x `[batch, …, members]`, two members at least, against targets
 * y `[batch, …]`. The score of one is $`\frac{1}{m} \sum_i |x_i - y| - \frac{1}{2 m^2} \sum_{i,j} |x_i - x_j|`$, the distance of the
 * ensemble's distribution from the target; the result is the mean over all that were counted. It lies in [0, ∞), and lower is better.
 *
 * Weights, one a sample (`[batch]`) or of further axes of the targets, default 1. NaN where nothing was counted, or where a NaN
 * was. A step compares the members of an ensemble in pairs.
 *
 * @throws `LML_SHAPE_MISMATCH` if targets do not have the shape of the predictions without their last axis, if there are fewer than
 * two members, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { continuousRankedProbabilityScore } from '@lml/metrics';
 *
 * const state = new MetricState(continuousRankedProbabilityScore());
 * await state.update([[1, 3], [2, 2]], [2, 5]);
 * state.compute(); // => 1.75
 * ```
 *
 * @see [torchmetrics.ContinuousRankedProbabilityScore](https://lightning.ai/docs/torchmetrics/stable/regression/continuous_ranked_probability_score.html) 1.9,
 * which has no weights
 */
export const continuousRankedProbabilityScore = defineComponent({
  kind: 'metric',
  name: 'continuous-ranked-probability-score',
  summary: 'Distance of predicted ensembles from the targets (CRPS).',
  schema: z.strictObject({ ...metricShape }),
  examples: [{}],
  create: (options, nature) =>
    sumsMetric({
      ...nature,
      ...options,
      check: (prediction, target) => checkEnsemble(nature.name, prediction, target),
      sums: { sum: ({ prediction, target }) => score(prediction, target) },
      result: ({ sum }, total) => sum / total,
    }),
  conformance: { prediction: { shape: [8, 3], low: -2, high: 2 }, target: { shape: [8], low: -2, high: 2 } },
  higherIsBetter: false,
});

function score(ensemble: tf.Tensor, target: tf.Tensor): tf.Tensor {
  const error = tf.mean(tf.abs(tf.sub(ensemble, tf.expandDims(target, -1))), -1);
  const spread = tf.mean(tf.abs(tf.sub(tf.expandDims(ensemble, -1), tf.expandDims(ensemble, -2))), [-2, -1]);
  return tf.sub(error, tf.div(spread, 2));
}

function checkEnsemble(name: string, prediction: tf.Tensor, target: tf.Tensor): void {
  const { shape } = prediction;
  if (shape.length > 1 && sameShape(shape.slice(0, -1), target.shape) && shape.at(-1)! > 1) return;
  throw new ShapeMismatchError(
    `${name} needs predictions of an ensemble, [batch, …, members] with two members at least, and targets [batch, …], ` +
      `got prediction ${showShape(shape)} and target ${showShape(target.shape)}.`,
  );
}

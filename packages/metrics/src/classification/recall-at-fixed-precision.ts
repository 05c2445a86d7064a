import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { precisionAndRecall } from '../shared/curve-lines.js';
import { curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { fixedRateMetric } from '../shared/fixed-rate-metric.js';

const shape = {
  /** How much the precision must be at least. */
  minPrecision: z.number().min(0).max(1).describe('How much the precision must be at least.'),
};

/** Options of {@link recallAtFixedPrecision}. */
export interface RecallAtFixedPrecisionOptions extends CurveOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * The highest recall $`\frac{TP}{TP + FN}`$ among the thresholds at which the precision $`\frac{TP}{TP + FP}`$ is at least
 * `minPrecision`, and its threshold: of equal recalls that of the highest precision, then the highest. Where no threshold has
 * that precision, or the recall is 0, the value is 0 and the threshold NaN.
 *
 * Scores and targets by task, the class axis last:
 * - `'multiclass'`: scores `[batch, …, classes]` against class indices `[batch, …]`, each class against all others;
 * - `'binary'`: one score `[batch, …]`, or `[batch, …, 1]`, against labels 0 and 1;
 * - `'multilabel'`: scores `[batch, …, labels]` against labels 0 and 1 of the same shape.
 *
 * Scores are probabilities, or logits where `scores`, or the loss or predictor of the learner, says so. A sample is taken for
 * positive where its probability is at least the threshold.
 *
 * By default all scores are kept, and thresholds are the scores that occur. With `thresholds`, a number of them from 0 to 1 or
 * a list, samples are counted in the step, and memory does not grow. Every sample counts once: weights are not used.
 *
 * The result is `{ value, threshold }`: two numbers for the task `'binary'`, else two arrays float64 `[classes]`.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told, and, from `check`,
 * if targets are no class or scores no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { recallAtFixedPrecision } from '@lml/metrics';
 *
 * const state = new MetricState(recallAtFixedPrecision({ task: 'binary', minPrecision: 0.5 }));
 * await state.update([0.125, 0.4375, 0.375, 0.75], [0, 0, 1, 1]);
 * state.compute(); // => { value: 1, threshold: 0.375 }
 * ```
 *
 * @see [torchmetrics.classification.RecallAtFixedPrecision](https://lightning.ai/docs/torchmetrics/stable/classification/recall_at_fixed_precision.html) 1.9
 */
export const recallAtFixedPrecision = defineComponent({
  kind: 'metric',
  name: 'recall-at-fixed-precision',
  summary: 'The highest recall at which precision has a minimum, and its threshold.',
  schema: z.strictObject({ ...curveShape, ...shape, ...metricShape }).superRefine(checkClasses),
  examples: [
    { minPrecision: 0.5 },
    { minPrecision: 0.25, thresholds: 5 },
    { task: 'multilabel', minPrecision: 0.4, thresholds: [0.5, 0, 0.2, 1], numClasses: 3 },
    { task: 'binary', minPrecision: 0.5 },
  ],
  create: ({ minPrecision, ...options }, nature) =>
    fixedRateMetric({
      ...nature,
      options,
      minimum: minPrecision,
      ofEqual: 'other',
      none: NaN,
      rates: (counts) => {
        const { precision, recall } = precisionAndRecall(counts);
        return { wanted: recall, other: precision, thresholds: counts.thresholds };
      },
    }),
  conformance: curveConformance,
  higherIsBetter: true,
});

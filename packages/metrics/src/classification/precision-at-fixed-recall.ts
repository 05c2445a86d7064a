import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { precisionAndRecall } from '../shared/curve-lines.js';
import { curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { fixedRateMetric } from '../shared/fixed-rate-metric.js';

const shape = {
  /** How much the recall must be at least. */
  minRecall: z.number().min(0).max(1).describe('How much the recall must be at least.'),
};

/** Options of {@link precisionAtFixedRecall}. */
export interface PrecisionAtFixedRecallOptions extends CurveOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * The highest precision $`\frac{TP}{TP + FP}`$ among the thresholds at which the recall $`\frac{TP}{TP + FN}`$ is at least
 * `minRecall`, and its threshold: of equal precisions that of the highest recall, then the highest. Where no threshold has that
 * recall, or the precision is 0, the value is 0 and the threshold NaN.
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
 * import { precisionAtFixedRecall } from '@lml/metrics';
 *
 * const state = new MetricState(precisionAtFixedRecall({ task: 'binary', minRecall: 0.5 }));
 * await state.update([0.125, 0.4375, 0.375, 0.75], [0, 0, 1, 1]);
 * state.compute(); // => { value: 1, threshold: 0.75 }
 * ```
 *
 * @see [torchmetrics.classification.PrecisionAtFixedRecall](https://lightning.ai/docs/torchmetrics/stable/classification/precision_at_fixed_recall.html) 1.9
 */
export const precisionAtFixedRecall = defineComponent({
  kind: 'metric',
  name: 'precision-at-fixed-recall',
  summary: 'The highest precision at which recall has a minimum, and its threshold.',
  schema: z.strictObject({ ...curveShape, ...shape, ...metricShape }).superRefine(checkClasses),
  examples: [
    { minRecall: 0.5 },
    { minRecall: 0.25, thresholds: 5 },
    { task: 'multilabel', minRecall: 0.4, thresholds: [0.5, 0, 0.2, 1], numClasses: 3 },
    { task: 'binary', minRecall: 0.5 },
  ],
  create: ({ minRecall, ...options }, nature) =>
    fixedRateMetric({
      ...nature,
      options,
      minimum: minRecall,
      ofEqual: 'other',
      none: NaN,
      rates: (counts) => {
        const { precision, recall } = precisionAndRecall(counts);
        return { wanted: precision, other: recall, thresholds: counts.thresholds };
      },
    }),
  conformance: curveConformance,
  higherIsBetter: true,
});

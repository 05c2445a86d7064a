import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { sensitivityAndSpecificity } from '../shared/curve-lines.js';
import { curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { fixedRateMetric } from '../shared/fixed-rate-metric.js';

const shape = {
  /** How much the specificity must be at least. */
  minSpecificity: z.number().min(0).max(1).describe('How much the specificity must be at least.'),
};

/** Options of {@link sensitivityAtSpecificity}. */
export interface SensitivityAtSpecificityOptions extends CurveOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * The highest sensitivity $`\frac{TP}{TP + FN}`$ among the points of the ROC curve at which the specificity
 * $`\frac{TN}{TN + FP}`$ is at least `minSpecificity`, and its threshold, of several the highest. Where no point has that
 * specificity, the value is 0 and the threshold 10⁶.
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
 * import { sensitivityAtSpecificity } from '@lml/metrics';
 *
 * const state = new MetricState(sensitivityAtSpecificity({ task: 'binary', minSpecificity: 0.5 }));
 * await state.update([0.125, 0.4375, 0.375, 0.75], [0, 0, 1, 1]);
 * state.compute(); // => { value: 1, threshold: 0.375 }
 * ```
 *
 * @see [torchmetrics.classification.SensitivityAtSpecificity](https://lightning.ai/docs/torchmetrics/stable/classification/sensitivity_at_specificity.html) 1.9
 */
export const sensitivityAtSpecificity = defineComponent({
  kind: 'metric',
  name: 'sensitivity-at-specificity',
  summary: 'The highest sensitivity at which specificity has a minimum, and its threshold.',
  schema: z.strictObject({ ...curveShape, ...shape, ...metricShape }).superRefine(checkClasses),
  examples: [
    { minSpecificity: 0.5 },
    { minSpecificity: 0.25, thresholds: 5 },
    { task: 'multilabel', minSpecificity: 0.4, thresholds: [0.5, 0, 0.2, 1], numClasses: 3 },
    { task: 'binary', minSpecificity: 0.5 },
  ],
  create: ({ minSpecificity, ...options }, nature) =>
    fixedRateMetric({
      ...nature,
      options,
      minimum: minSpecificity,
      ofEqual: 'highest',
      none: 1e6,
      rates: (counts) => {
        const { sensitivity, specificity, thresholds } = sensitivityAndSpecificity(nature.name, counts);
        return { wanted: sensitivity, other: specificity, thresholds };
      },
    }),
  conformance: curveConformance,
  higherIsBetter: true,
});

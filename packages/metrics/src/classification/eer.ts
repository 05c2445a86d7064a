import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { rocLine, type Line } from '../shared/curve-lines.js';
import { curveMetric } from '../shared/curve-metric.js';
import { averageCurveShape, curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { linesOf } from '../shared/curve-scores.js';
import { resultOf } from '../shared/values.js';

/** Options of {@link eer}. */
export interface EerOptions extends CurveOptions, z.input<z.ZodObject<typeof averageCurveShape>> {}

/**
 * The equal error rate: at the point of the ROC curve where the false positive rate $`\frac{FP}{FP + TN}`$ and the false negative
 * rate $`\frac{FN}{FN + TP}`$ differ least, of several the first from the highest threshold, the mean of both. From 0 to 1; lower
 * is better.
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
 * One number a class, float64 `[classes]`; of the task `'binary'`, and with `average: 'micro'` or `'macro'`, the number of the
 * curve that `roc` gives. The rate of a class without positives, or without negatives, is 0 throughout, with a warning.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told, and, from `check`,
 * if targets are no class or scores no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { eer } from '@lml/metrics';
 *
 * const state = new MetricState(eer({ task: 'binary' }));
 * await state.update([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.classification.EER](https://lightning.ai/docs/torchmetrics/stable/classification/eer.html) 1.9
 */
export const eer = defineComponent({
  kind: 'metric',
  name: 'eer',
  summary: 'The equal error rate: that at which as many negatives are taken for positives as positives are missed.',
  schema: z.strictObject({ ...curveShape, ...averageCurveShape, ...metricShape }).superRefine(checkClasses),
  examples: [
    {},
    { thresholds: 5, average: 'micro' },
    { task: 'multilabel', thresholds: [0.5, 0, 0.2, 1], numClasses: 3 },
    { task: 'binary' },
  ],
  create: ({ average, ...options }, nature) =>
    curveMetric({
      ...nature,
      options,
      result: (counts) => {
        const { lines, areOfClasses } = linesOf(counts, average, (own) => rocLine(nature.name, own));
        const rates = lines.map(equalRate);
        return areOfClasses ? resultOf(rates) : rates[0]!;
      },
    }),
  conformance: curveConformance,
  higherIsBetter: false,
});

function equalRate({ x, y }: Line): number {
  const differences = x.map((rate, point) => Math.abs(rate - (1 - y[point]!)));
  const least = differences.reduce((smallest, difference) => Math.min(smallest, difference));
  // The last digits must not decide between points at which the rates differ equally.
  const nearest = differences.findIndex((difference) => difference < least + 1e-12);
  return (x[nearest]! + 1 - y[nearest]!) / 2;
}

import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { areaBelow, partBetween, rocLine, withEnds, type Line } from '../shared/curve-lines.js';
import { curveMetric } from '../shared/curve-metric.js';
import { curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { averageOfClasses } from '../shared/curve-scores.js';

const shape = {
  /** Between which false positive rates the area counts. Default: `[0.001, 0.1]`. */
  fprRange: z
    .tuple([z.number().positive().max(1), z.number().positive().max(1)])
    .refine(([low, high]) => low < high, 'must begin with the smaller rate')
    .default([0.001, 0.1])
    .describe('Between which false positive rates the area counts.'),
  /**
   * How the areas of classes become one: as their mean (macro), or not at all (none); not used for the task 'binary'.
   * Default: `'none'`.
   */
  average: z
    .enum(['macro', 'none'])
    .default('none')
    .describe(
      "How the areas of classes become one: as their mean (macro), or not at all (none); not used for the task 'binary'.",
    ),
};

/** Options of {@link logAuc}. */
export interface LogAucOptions extends CurveOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * The area below the receiver operating characteristic over the logarithm of the false positive rate, between two rates, as a
 * share of the distance between them: $`\frac{1}{\log b - \log a} \int_a^b TPR \, d \log FPR`$. From 0 to 1; it tells models
 * apart by what they find first.
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
 * The curve is straight between its points over the rate to find its heights at a and b, and over the logarithm of the rate
 * for the area. One number a class, float64 `[classes]`; with `average: 'macro'`, and of the task `'binary'`, one number. NaN
 * where there are no negatives, with a warning; the mean leaves it out.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told, and, from `check`,
 * if targets are no class or scores no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { logAuc } from '@lml/metrics';
 *
 * const state = new MetricState(logAuc({ task: 'binary', fprRange: [0.1, 1] }));
 * await state.update([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * state.compute(); // => 0.6505
 * ```
 *
 * @see [torchmetrics.classification.LogAUC](https://lightning.ai/docs/torchmetrics/stable/classification/logauc.html) 1.9
 */
export const logAuc = defineComponent({
  kind: 'metric',
  name: 'log-auc',
  summary: 'The area below the receiver operating characteristic over the logarithm of the false positive rate.',
  schema: z.strictObject({ ...curveShape, ...shape, ...metricShape }).superRefine(checkClasses),
  examples: [
    {},
    { thresholds: 5, average: 'macro' },
    { task: 'multilabel', thresholds: [0.5, 0, 0.2, 1], numClasses: 3 },
    { task: 'binary' },
  ],
  create: ({ average, fprRange, ...options }, nature) =>
    curveMetric({
      ...nature,
      options,
      result: (counts) => averageOfClasses(counts, average, (own) => logArea(rocLine(nature.name, own), fprRange)),
    }),
  conformance: curveConformance,
  higherIsBetter: true,
});

/** Given thresholds may begin above the rate 0, or end below 1: the curve goes on to the corners. */
function logArea(line: Line, [from, to]: readonly [number, number]): number {
  if (line.x.at(-1) === 0) return NaN;
  const whole = { x: withEnds(line.x, 0, 1), y: withEnds(line.y, 0, 1) };
  const { x, y } = partBetween(whole, from, to);
  return areaBelow({ x: x.map(Math.log), y }) / (Math.log(to) - Math.log(from));
}

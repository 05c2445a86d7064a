import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { precisionRecallLine, type Line } from '../shared/curve-lines.js';
import { curveMetric } from '../shared/curve-metric.js';
import { averageScoreShape, curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { averageOfClasses } from '../shared/curve-scores.js';

/** Options of {@link averagePrecision}. */
export interface AveragePrecisionOptions extends CurveOptions, z.input<z.ZodObject<typeof averageScoreShape>> {}

/**
 * Average precision: $`\sum_n (R_n - R_{n-1}) P_n`$ of precision P and recall R at thresholds from the highest to the lowest, from
 * 0 to 1, of chance the share of positives. Nothing is interpolated.
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
 * `average` is over classes: `'macro'` (default) the mean of the classes' scores, `'weighted'` weighted by how many positives each
 * has, `'micro'` the score of all samples and classes together, `'none'` one number a class, float64 `[classes]`. A class without positives has the score 0; where `thresholds` are not given, there is
 * a warning, and of the task `'multiclass'` it has the score NaN, which means leave out.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told, and, from `check`,
 * if targets are no class or scores no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { averagePrecision } from '@lml/metrics';
 *
 * const state = new MetricState(averagePrecision({ task: 'binary' }));
 * await state.update([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * state.compute(); // => 5 / 6
 * ```
 *
 * @see [torchmetrics.classification.AveragePrecision](https://lightning.ai/docs/torchmetrics/stable/classification/average_precision.html) 1.9
 */
export const averagePrecision = defineComponent({
  kind: 'metric',
  name: 'average-precision',
  summary: 'The area below precision over recall, as steps.',
  schema: z.strictObject({ ...curveShape, ...averageScoreShape, ...metricShape }).superRefine(checkClasses),
  examples: [
    {},
    { thresholds: 5, average: 'weighted' },
    { task: 'multilabel', thresholds: [0.5, 0, 0.2, 1], average: 'micro', numClasses: 3 },
    { task: 'binary' },
  ],
  create: ({ average, ...options }, nature) =>
    curveMetric({
      ...nature,
      options,
      result: (counts) =>
        averageOfClasses(counts, average, (own) => {
          const area = areaOfSteps(precisionRecallLine(nature.name, own));
          return own.positives > 0 || own.areGiven || counts.task !== 'multiclass' ? area : NaN;
        }),
    }),
  conformance: curveConformance,
  higherIsBetter: true,
});

function areaOfSteps({ x, y }: Line): number {
  let area = 0;
  for (let point = 1; point < x.length; point++) {
    const step = (x[point]! - x[point - 1]!) * y[point]!;
    // Precision is not defined where nothing reaches a threshold, recall where there are no positives: nothing is found there.
    if (!Number.isNaN(step)) area += step;
  }
  return area;
}

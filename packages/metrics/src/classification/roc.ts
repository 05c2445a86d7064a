import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { rocLine } from '../shared/curve-lines.js';
import { curveMetric } from '../shared/curve-metric.js';
import { averageCurveShape, curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { curveFigure } from '../shared/curve-scores.js';

/** Options of {@link roc}. */
export interface RocOptions extends CurveOptions, z.input<z.ZodObject<typeof averageCurveShape>> {}

/**
 * The receiver operating characteristic: at each threshold the true positive rate $`\frac{TP}{TP + FN}`$ over the false
 * positive rate $`\frac{FP}{FP + TN}`$, as a `CurveFigure` with a line for each class, and the thresholds of its points.
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
 * Points go from the highest threshold to the lowest. Where thresholds are the scores that occur, a point (0, 0) with the
 * threshold 1 comes first; else there are just the points of the thresholds. The rate of a class without positives, or without
 * negatives, is 0, with a warning. `average: 'micro'` is the curve of all classes together, `'macro'` the mean true positive
 * rate of all classes wherever one has a point, straight between points; that has no thresholds.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told, and, from `check`,
 * if targets are no class or scores no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState, type CurveFigure } from '@lml/core';
 * import { roc } from '@lml/metrics';
 *
 * const state = new MetricState(roc({ task: 'binary' }));
 * await state.update([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * const { lines } = state.compute() as CurveFigure;
 * lines[0]!.x.data; // => Float64Array.of(0, 0, 0.5, 0.5, 1)
 * ```
 *
 * @see [torchmetrics.classification.ROC](https://lightning.ai/docs/torchmetrics/stable/classification/roc.html) 1.9
 */
export const roc = defineComponent({
  kind: 'metric',
  name: 'roc',
  summary: 'The receiver operating characteristic: true positive rates over false positive rates, as a figure.',
  schema: z.strictObject({ ...curveShape, ...averageCurveShape, ...metricShape }).superRefine(checkClasses),
  examples: [
    {},
    { thresholds: 5, average: 'macro' },
    { task: 'multilabel', thresholds: [0.5, 0, 0.2, 1], numClasses: 3 },
    { task: 'binary' },
  ],
  create: ({ average, ...options }, nature) =>
    curveMetric({
      ...nature,
      options,
      result: (counts) =>
        curveFigure(counts, average, (own) => rocLine(nature.name, own), {
          title: 'Receiver operating characteristic',
          xTitle: 'false positive rate',
          yTitle: 'true positive rate',
          reference: 'diagonal',
        }),
    }),
  conformance: curveConformance,
  higherIsBetter: undefined,
});

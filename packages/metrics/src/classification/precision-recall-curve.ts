import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { precisionRecallLine } from '../shared/curve-lines.js';
import { curveMetric } from '../shared/curve-metric.js';
import { averageCurveShape, curveConformance, type CurveOptions, curveShape } from '../shared/curve-options.js';
import { curveFigure } from '../shared/curve-scores.js';

/** Options of {@link precisionRecallCurve}. */
export interface PrecisionRecallCurveOptions extends CurveOptions, z.input<z.ZodObject<typeof averageCurveShape>> {}

/**
 * Precision over recall: at each threshold $`\frac{TP}{TP + FP}`$ over $`\frac{TP}{TP + FN}`$, as a `CurveFigure` with a line for
 * each class, and the thresholds of its points.
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
 * A line begins at recall 0 and precision 1, a point that has no threshold (NaN), and goes from the highest threshold to the lowest.
 * Precision is NaN where nothing reaches a threshold. Recall of a class without positives is NaN; where `thresholds` are not
 * given, there is a warning, and for the tasks `'binary'` and `'multilabel'` it is 1. `average: 'micro'` is the curve of all classes together, `'macro'` the mean precision of all classes
 * wherever one has a point, straight between points; that has no thresholds.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told, and, from `check`,
 * if targets are no class or scores no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState, type CurveFigure } from '@lml/core';
 * import { precisionRecallCurve } from '@lml/metrics';
 *
 * const state = new MetricState(precisionRecallCurve({ task: 'binary' }));
 * await state.update([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * const { lines } = state.compute() as CurveFigure;
 * lines[0]!.y.data; // => Float64Array.of(1, 1, 1 / 2, 2 / 3, 1 / 2)
 * ```
 *
 * @see [torchmetrics.classification.PrecisionRecallCurve](https://lightning.ai/docs/torchmetrics/stable/classification/precision_recall_curve.html) 1.9,
 * which goes from the lowest threshold to the highest, and whose macro average takes recall for a function of precision
 */
export const precisionRecallCurve = defineComponent({
  kind: 'metric',
  name: 'precision-recall-curve',
  summary: 'Precision over recall at all thresholds, as a figure.',
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
        curveFigure(counts, average, (own) => precisionRecallLine(nature.name, own), {
          title: 'Precision and recall',
          xTitle: 'recall',
          yTitle: 'precision',
        }),
    }),
  conformance: curveConformance,
  higherIsBetter: undefined,
});

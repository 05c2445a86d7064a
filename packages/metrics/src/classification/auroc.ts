import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses, complainTo } from '../shared/class-options.js';
import { areaBelow, partBetween, rocLine, type Line } from '../shared/curve-lines.js';
import { curveMetric } from '../shared/curve-metric.js';
import {
  averageScoreShape,
  curveConformance,
  type CurveOptions,
  type CurveSettings,
  curveShape,
} from '../shared/curve-options.js';
import { averageOfClasses } from '../shared/curve-scores.js';

const shape = {
  /**
   * The false positive rate up to which the area counts; it is then brought to the scale from 0.5, of chance, to 1. For
   * the task 'binary', which must be said. Default: all of it.
   */
  maxFpr: z
    .number()
    .positive()
    .max(1)
    .optional()
    .describe(
      "The false positive rate up to which the area counts; it is then brought to the scale from 0.5, of chance, to 1. For the task 'binary', which must be said. Default: all of it.",
    ),
};

/** Options of {@link auroc}. */
export interface AurocOptions
  extends CurveOptions, z.input<z.ZodObject<typeof averageScoreShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * The area below the receiver operating characteristic, from 0 to 1, of chance 0.5: the probability that a positive has a higher
 * score than a negative, where equal scores count half.
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
 * The area of few thresholds is that below straight lines between their points.
 *
 * `average` is over classes: `'macro'` (default) the mean of the classes' areas, `'weighted'` weighted by how many positives each
 * has, `'micro'` the area of all samples and classes together, `'none'` one number a class, float64 `[classes]`. A class without positives, or without negatives, has the area 0, with a warning.
 *
 * With `maxFpr` m the area A below false positive rates up to m becomes $`\frac12 (1 + \frac{A - m^2 / 2}{m - m^2 / 2})`$
 * (McClish, 1989).
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the
 * task or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be told, and, from `check`,
 * if targets are no class or scores no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { auroc } from '@lml/metrics';
 *
 * const state = new MetricState(auroc({ task: 'binary' }));
 * await state.update([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * state.compute(); // => 0.75
 *
 * const binned = new MetricState(auroc({ task: 'binary', thresholds: 5 }));
 * await binned.update([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * binned.compute(); // => 0.875
 * ```
 *
 * @see [torchmetrics.classification.AUROC](https://lightning.ai/docs/torchmetrics/stable/classification/auroc.html) 1.9
 */
export const auroc = defineComponent({
  kind: 'metric',
  name: 'auroc',
  summary: 'The area below the receiver operating characteristic.',
  schema: z.strictObject({ ...curveShape, ...averageScoreShape, ...shape, ...metricShape }).superRefine(checkAuroc),
  examples: [
    {},
    { thresholds: 5, average: 'weighted' },
    { task: 'multilabel', thresholds: [0.5, 0, 0.2, 1], average: 'micro', numClasses: 3 },
    { task: 'binary', maxFpr: 0.5 },
  ],
  create: ({ average, maxFpr, ...options }, nature) =>
    curveMetric({
      ...nature,
      options,
      result: (counts) =>
        averageOfClasses(counts, average, (own) => {
          const line = rocLine(nature.name, own);
          return maxFpr === undefined ? areaBelow(line) : partialArea(line, maxFpr);
        }),
    }),
  conformance: curveConformance,
  higherIsBetter: true,
});

/** The area up to a false positive rate, on the scale from 0.5 to 1; all of it where a rate is 0 throughout. */
function partialArea(line: Line, most: number): number {
  const { x, y } = line;
  if (most === 1 || x.at(-1) === 0 || y.at(-1) === 0) return areaBelow(line);
  const area = areaBelow(partBetween(line, Math.min(x[0]!, most), most));
  const chance = most ** 2 / 2;
  return (1 + (area - chance) / (most - chance)) / 2;
}

function checkAuroc(options: CurveSettings & { readonly maxFpr?: number | undefined }, context: z.RefinementCtx): void {
  checkClasses(options, context);
  if (options.maxFpr !== undefined && options.task !== 'binary')
    complainTo(context)('maxFpr', "must be left out, unless the task is 'binary'");
}

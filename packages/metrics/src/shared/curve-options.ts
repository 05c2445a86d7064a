import type { metricShape } from '@lml/core';
import { z } from 'zod';

import { countedShape, numClassesShape, taskShape } from './class-options.js';
import type { ScoresOptions } from './scores.js';

/** The options of metrics made of curves that decide what they count, as entries of a zod object. */
export const curveShape = {
  ...taskShape,
  ...numClassesShape,
  ...countedShape,
  /**
   * At which probabilities the curve has its points: so many from 0 to 1, or these, in any order; then memory does not
   * grow with the samples. Default: at each score that occurs, for which all scores are kept.
   */
  thresholds: z
    .union([z.int().min(2), z.array(z.number().min(0).max(1)).min(1)])
    .optional()
    .describe(
      'At which probabilities the curve has its points: so many from 0 to 1, or these, in any order; then memory does not grow with the samples. Default: at each score that occurs, for which all scores are kept.',
    ),
};

/** Options of metrics made of curves. */
export interface CurveOptions
  extends
    ScoresOptions,
    z.input<z.ZodObject<typeof taskShape>>,
    z.input<z.ZodObject<typeof numClassesShape>>,
    z.input<z.ZodObject<typeof countedShape>>,
    z.input<z.ZodObject<typeof curveShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/** {@link CurveOptions} with their defaults filled in. */
export type CurveSettings = z.output<z.ZodObject<typeof curveShape & typeof metricShape>>;

/** The option `average` of scores of curves, as an entry of a zod object. */
export const averageScoreShape = {
  /**
   * How the scores of classes become one: of all samples and classes together (micro), as their mean (macro), weighted by
   * how many positives each has (weighted), or not at all (none); not used for the task 'binary'. Default: `'macro'`.
   */
  average: z
    .enum(['micro', 'macro', 'weighted', 'none'])
    .default('macro')
    .describe(
      "How the scores of classes become one: of all samples and classes together (micro), as their mean (macro), weighted by how many positives each has (weighted), or not at all (none); not used for the task 'binary'.",
    ),
};

/** The option `average` of curves themselves, as an entry of a zod object. */
export const averageCurveShape = {
  /**
   * How the curves of classes become one: of all samples and classes together (micro), as the mean of their heights
   * (macro), or not at all (none); not used for the task 'binary'. Default: `'none'`.
   */
  average: z
    .enum(['micro', 'macro', 'none'])
    .default('none')
    .describe(
      "How the curves of classes become one: of all samples and classes together (micro), as the mean of their heights (macro), or not at all (none); not used for the task 'binary'.",
    ),
};

/** What the conformance kit shows metrics made of curves: all classes occur. */
export function curveConformance({ task }: CurveOptions) {
  const truths = [0, 1, 1, 0, 1, 0, 0, 1];
  const common = { weights: false, numClasses: task === 'binary' ? undefined : 3 };
  const scores = (shape: readonly number[]) => ({ shape, low: 0.05, high: 0.95 });
  const labels = (shape: readonly number[], values: readonly number[]) => ({ shape, dtype: 'int32' as const, values });
  switch (task) {
    case 'binary':
      return { ...common, prediction: scores([8]), target: labels([8], truths) };
    case 'multilabel': {
      const each = truths.flatMap((value, row) => [value, 1 - value, row % 3 === 0 ? 1 : 0]);
      return { ...common, prediction: scores([8, 3]), target: labels([8, 3], each) };
    }
    default:
      return { ...common, prediction: scores([8, 3]), target: labels([8], [0, 1, 2, 0, 1, 2, 0, 1]) };
  }
}

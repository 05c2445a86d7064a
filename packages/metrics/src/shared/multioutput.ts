import type { MetricResult } from '@lml/core';
import { z } from 'zod';

import { resultOf } from './values.js';

/** The option `multioutput` of metrics of regressions, as an entry of a zod object. */
export const multioutputShape = {
  /**
   * How the scores of several outputs become one: their mean, their mean weighted by the variances of the targets, or
   * none, one score an output. Default: `'uniformAverage'`.
   */
  multioutput: z
    .enum(['uniformAverage', 'varianceWeighted', 'rawValues'])
    .default('uniformAverage')
    .describe(
      'How the scores of several outputs become one: their mean, their mean weighted by the variances of the targets, or none, one score an output.',
    ),
};

/** The scores of outputs as one result. Where no target varies, all weigh the same. */
export function averageOutputs(
  scores: readonly number[],
  variances: readonly number[],
  multioutput: z.output<(typeof multioutputShape)['multioutput']>,
): MetricResult {
  if (multioutput === 'rawValues') return scores.length === 1 ? scores[0]! : resultOf(scores);
  const given = multioutput === 'varianceWeighted' ? variances : scores.map(() => 1);
  const weights = given.some((weight) => weight !== 0) ? given : scores.map(() => 1);
  const sum = scores.reduce((all, score, output) => all + score * weights[output]!, 0);
  return sum / weights.reduce((all, weight) => all + weight, 0);
}

import type { metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses, classShape, complainTo, type ClassOptions } from './class-options.js';

/**
 * How the scores of several classes become one: from the counts of all together (micro), as their mean (macro), weighted
 * by how often each is the right answer (weighted), or not at all (none).
 */
export type Average = 'micro' | 'macro' | 'weighted' | 'none';

/** The option `multidimAverage`, as an entry of a zod object. */
export const multidimShape = {
  /**
   * Of targets with several axes: whether all are counted together, or the result is an array with the score of each
   * sample. Default: `'global'`.
   */
  multidimAverage: z
    .enum(['global', 'samplewise'])
    .default('global')
    .describe(
      'Of targets with several axes: whether all are counted together, or the result is an array with the score of each sample.',
    ),
};

/** The options of metrics that count right and wrong predictions of classes, as entries of a zod object. */
export const statScoresShape = {
  ...classShape,
  /** How the scores of classes become one; not used for the task 'binary'. Default: `'micro'`. */
  average: z
    .enum(['micro', 'macro', 'weighted', 'none'])
    .default('micro')
    .describe("How the scores of classes become one; not used for the task 'binary'."),
  /** Multiclass scores: how many of the highest may contain the right class. Default: `1`. */
  topK: z
    .int()
    .positive()
    .default(1)
    .describe('Multiclass scores: how many of the highest may contain the right class.'),
  ...multidimShape,
};

/** Options of metrics that count right and wrong predictions of classes. */
export interface ClassScoreOptions extends ClassOptions, z.input<z.ZodObject<typeof statScoresShape>> {}

/** {@link ClassScoreOptions} with their defaults filled in. */
export type ClassScoreSettings = z.output<z.ZodObject<typeof statScoresShape & typeof metricShape>>;

/** Complains of options that exclude each other. */
export function checkStatScores(options: ClassScoreSettings, context: z.RefinementCtx): void {
  const { task, numClasses, topK } = options;
  checkClasses(options, context);
  const complain = complainTo(context);
  if (numClasses !== undefined && topK > numClasses) complain('topK', `must be at most numClasses, ${numClasses}`);
  if (topK > 1 && task !== undefined && task !== 'multiclass') {
    complain('topK', `must be left out for the task '${task}'`);
  }
}

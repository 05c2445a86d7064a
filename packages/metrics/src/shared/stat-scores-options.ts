import type { metricShape } from '@lml/core';
import { z } from 'zod';

import { scoresShape, type ScoresOptions } from './scores.js';

/** What is told apart: two classes by one score, one of several classes, or several labels at a time. */
export type ClassificationTask = 'binary' | 'multiclass' | 'multilabel';

/**
 * How the scores of several classes become one: from the counts of all together (micro), as their mean (macro), weighted
 * by how often each is the right answer (weighted), or not at all (none).
 */
export type Average = 'micro' | 'macro' | 'weighted' | 'none';

/** The options of metrics that count right and wrong predictions of classes, as entries of a zod object. */
export const statScoresShape = {
  /**
   * What is told apart. Default: 'binary' for one class, 'multiclass' for more. 'multilabel' must be said, since its
   * shapes could also be those of classes at several positions.
   */
  task: z
    .enum(['binary', 'multiclass', 'multilabel'])
    .optional()
    .describe(
      "What is told apart. Default: 'binary' for one class, 'multiclass' for more. 'multilabel' must be said, since its shapes could also be those of classes at several positions.",
    ),
  /**
   * How many classes or labels there are. Default: what the learner or the first batch tells, the width of the output.
   */
  numClasses: z
    .int()
    .positive()
    .optional()
    .describe(
      'How many classes or labels there are. Default: what the learner or the first batch tells, the width of the output.',
    ),
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
  /** Binary and multilabel scores: above which probability a label counts as predicted. Default: `0.5`. */
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Binary and multilabel scores: above which probability a label counts as predicted.'),
  ...scoresShape,
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
  /** Targets that are not counted. Default: none. */
  ignoreIndex: z.int().optional().describe('Targets that are not counted. Default: none.'),
};

/** Options of metrics that count right and wrong predictions of classes. */
export interface StatScoresOptions
  extends ScoresOptions, z.input<z.ZodObject<typeof statScoresShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/** {@link StatScoresOptions} with their defaults filled in. */
export type StatScoresSettings = z.output<z.ZodObject<typeof statScoresShape & typeof metricShape>>;

/** Complains of options that exclude each other. */
export function checkStatScores(options: StatScoresSettings, context: z.RefinementCtx): void {
  const { task, numClasses, topK } = options;
  const complain = (option: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [option], message });
  };
  if (numClasses !== undefined) {
    if (task === 'binary' && numClasses !== 1) complain('numClasses', `must be left out for the task 'binary'`);
    if (task !== 'binary' && task !== undefined && numClasses < 2) {
      complain('numClasses', `must be at least 2 for the task '${task}'`);
    }
    if (topK > numClasses) complain('topK', `must be at most numClasses, ${numClasses}`);
  }
  if (topK > 1 && task !== undefined && task !== 'multiclass') {
    complain('topK', `must be left out for the task '${task}'`);
  }
}

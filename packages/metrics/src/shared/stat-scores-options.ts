import { z } from 'zod';

import { onField, type On } from './fields.js';

/** What is told apart: two classes by one score, one of several classes, or several labels at a time. */
export type ClassificationTask = 'binary' | 'multiclass' | 'multilabel';

/**
 * How the scores of several classes become one: from the counts of all together (micro), as their mean (macro), weighted
 * by how often each is the right answer (weighted), or not at all (none).
 */
export type Average = 'micro' | 'macro' | 'weighted' | 'none';

/** Options of metrics that count right and wrong predictions of classes. */
export interface StatScoresOptions {
  /**
   * What is told apart. Default: `'binary'` for one class, `'multiclass'` for more. `'multilabel'` must be said, since
   * its shapes could also be those of classes at several positions.
   */
  task?: ClassificationTask | undefined;
  /** How many classes or labels there are. Default: what the learner or the first batch tells, the width of the output. */
  numClasses?: number | undefined;
  /** How the scores of classes become one. Default `'micro'`; not used for the task `'binary'`. */
  average?: Average | undefined;
  /** Multiclass scores: how many of the highest may contain the right class. Default 1. */
  topK?: number | undefined;
  /** Binary and multilabel scores: above which probability a label counts as predicted. Default 0.5. */
  threshold?: number | undefined;
  /**
   * Binary and multilabel scores: whether they are logits, or probabilities. Default `'auto'`: logits in each batch that
   * has a score outside [0, 1]; say which where a batch of logits may lie within.
   */
  scores?: 'auto' | 'logits' | 'probabilities' | undefined;
  /** Targets that are not counted. Default: none. */
  ignoreIndex?: number | undefined;
  /** What it looks at. Default `'output'`. */
  on?: On | undefined;
}

/** The fields of {@link StatScoresOptions}. */
export const statScoresFields = {
  task: z
    .enum(['binary', 'multiclass', 'multilabel'])
    .optional()
    .describe('What is told apart. Default: by numClasses.'),
  numClasses: z.int().positive().optional().describe('How many classes or labels. Default: the width of the output.'),
  average: z
    .enum(['micro', 'macro', 'weighted', 'none'])
    .default('micro')
    .describe('How the scores of classes become one.'),
  topK: z.int().positive().default(1).describe('How many of the highest scores may contain the right class.'),
  threshold: z.number().min(0).max(1).default(0.5).describe('Above which probability a label counts as predicted.'),
  scores: z
    .enum(['auto', 'logits', 'probabilities'])
    .default('auto')
    .describe('What binary and multilabel scores are; auto: logits where a batch has one outside [0, 1].'),
  ignoreIndex: z.int().optional().describe('Targets that are not counted.'),
  on: onField,
} as const;

/** {@link StatScoresOptions} with their defaults filled in. */
export type StatScoresSettings = z.output<z.ZodObject<typeof statScoresFields>>;

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

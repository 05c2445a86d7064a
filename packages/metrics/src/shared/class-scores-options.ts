import type { metricShape } from '@lml/core';
import { z } from 'zod';

/** The options of metrics that are made of scores for classes, as entries of a zod object. */
export const classScoresShape = {
  /**
   * What is told apart: two classes by one score, or one of several classes by a score for each. Default: what the shapes
   * tell, 'multiclass' for scores with one axis more than the targets, else 'binary'.
   */
  task: z
    .enum(['binary', 'multiclass'])
    .optional()
    .describe(
      "What is told apart: two classes by one score, or one of several classes by a score for each. Default: what the shapes tell, 'multiclass' for scores with one axis more than the targets, else 'binary'.",
    ),
  /** How many classes there are. Default: what the first batch tells, the width of the scores. */
  numClasses: z
    .int()
    .positive()
    .optional()
    .describe('How many classes there are. Default: what the first batch tells, the width of the scores.'),
  /**
   * What the scores are: logits or probabilities. Default: what the loss or the predictor of the learner takes them for,
   * else probabilities.
   */
  scores: z
    .enum(['logits', 'probabilities'])
    .optional()
    .describe(
      'What the scores are: logits or probabilities. Default: what the loss or the predictor of the learner takes them for, else probabilities.',
    ),
  /** Targets that are not counted. Default: none. */
  ignoreIndex: z.int().optional().describe('Targets that are not counted. Default: none.'),
};

/** Options of metrics that are made of scores for classes. */
export interface ClassScoresOptions
  extends z.input<z.ZodObject<typeof classScoresShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/** {@link ClassScoresOptions} with their defaults filled in. */
export type ClassScoresSettings = z.output<z.ZodObject<typeof classScoresShape & typeof metricShape>>;

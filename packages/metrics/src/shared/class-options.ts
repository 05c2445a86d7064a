import type { metricShape } from '@lml/core';
import { z } from 'zod';

import { scoresShape, type ScoresOptions } from './scores.js';

/** What is told apart: two classes by one score, one of several classes, or several labels at a time. */
export type ClassificationTask = 'binary' | 'multiclass' | 'multilabel';

/** How scores are read and which targets are counted, as entries of a zod object. */
export const countedShape = {
  ...scoresShape,
  /** Targets that are not counted. Default: none. */
  ignoreIndex: z.int().optional().describe('Targets that are not counted. Default: none.'),
};

/** How predicted labels are read, too, as entries of a zod object. */
export const labelShape = {
  /** Binary and multilabel scores: above which probability a label counts as predicted. Default: `0.5`. */
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Binary and multilabel scores: above which probability a label counts as predicted.'),
  ...countedShape,
};

/** The number of classes, as an entry of a zod object. */
export const numClassesShape = {
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
};

/** What metrics of classes have in common besides the task, as entries of a zod object. */
export const commonClassShape = { ...numClassesShape, ...labelShape };

/** The task, as an entry of a zod object. */
export const taskShape = {
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
};

/** What metrics of classes have in common, as entries of a zod object. */
export const classShape = { ...taskShape, ...commonClassShape };

/** What metrics of classes that exclude each other have in common, as entries of a zod object. */
export const exclusiveClassShape = {
  /** What is told apart. Default: 'binary' for one class, 'multiclass' for more. */
  task: z
    .enum(['binary', 'multiclass'])
    .optional()
    .describe("What is told apart. Default: 'binary' for one class, 'multiclass' for more."),
  ...commonClassShape,
};

/** Options of metrics of classes. */
export interface ClassOptions
  extends ScoresOptions, z.input<z.ZodObject<typeof classShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/** Options of metrics of classes that exclude each other. */
export interface ExclusiveClassOptions
  extends ScoresOptions, z.input<z.ZodObject<typeof exclusiveClassShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/** {@link ClassOptions} with their defaults filled in. */
export type ClassSettings = z.output<z.ZodObject<typeof classShape & typeof metricShape>>;

/** How a metric complains of an option. */
export type Complain = (option: string, message: string) => void;

/** Complains into the context of zod. */
export function complainTo(context: z.RefinementCtx): Complain {
  return (option, message) => context.addIssue({ code: 'custom', path: [option], message });
}

/** Complains of a number of classes that does not fit the task. */
export function checkClasses(
  { task, numClasses }: Pick<ClassSettings, 'task' | 'numClasses'>,
  context: z.RefinementCtx,
): void {
  if (numClasses === undefined) return;
  const complain = complainTo(context);
  if (task === 'binary' && numClasses !== 1) complain('numClasses', `must be left out for the task 'binary'`);
  if (task !== 'binary' && task !== undefined && numClasses < 2)
    complain('numClasses', `must be at least 2 for the task '${task}'`);
}

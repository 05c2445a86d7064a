import { InvalidArgumentError } from '@lml/core';
import { z } from 'zod';

import { complainTo } from './class-options.js';
import type { TaskSettings } from './class-task.js';

/** The option `labels`, as an entry of a zod object. */
export const labelsShape = {
  /**
   * The names of the classes or labels, in their order; of the task 'binary' those of 0 and 1. Default: their numbers.
   */
  labels: z
    .array(z.string().min(1))
    .min(2)
    .optional()
    .describe(
      "The names of the classes or labels, in their order; of the task 'binary' those of 0 and 1. Default: their numbers.",
    ),
};

/** Options with names of classes. */
interface NamedClasses extends TaskSettings {
  readonly labels?: readonly string[] | undefined;
}

/** Complains of names that are not as many as the classes, or of one that stands twice. */
export function checkLabels({ task, numClasses, labels }: NamedClasses, context: z.RefinementCtx): void {
  if (labels === undefined) return;
  const complain = complainTo(context);
  if (new Set(labels).size < labels.length) complain('labels', 'must differ');
  const wanted = task === 'binary' ? 2 : numClasses;
  if (wanted !== undefined && wanted > 1 && labels.length !== wanted)
    complain('labels', `must be ${wanted} names, as many as classes`);
}

/** The names of so many classes. */
export function classNames(metric: string, labels: readonly string[] | undefined, classes: number): readonly string[] {
  if (labels === undefined) return Array.from({ length: classes }, (_, label) => String(label));
  if (labels.length === classes) return labels;
  throw new InvalidArgumentError('labels', `given to ${metric} as ${classes} names, one a class`, labels);
}

import { InvalidArgumentError, type NdArray } from '@lml/core';

import type { ClassificationTask, ClassSettings } from './class-options.js';
import { numbersOf } from './values.js';

/** The options by which a task is told. */
export type TaskSettings = Pick<ClassSettings, 'task' | 'numClasses'>;

/** The task: as given, or as the number of columns tells that were counted. */
export function taskOf({ task }: Pick<ClassSettings, 'task'>, width: number): ClassificationTask {
  return task ?? (width === 1 ? 'binary' : 'multiclass');
}

/**
 * The task and the number of classes, by the options and the width of the output. With `anyClasses` the classes of the task
 * `'multiclass'` may be unknown.
 *
 * @throws `LML_INVALID_ARGUMENT` if they cannot be told.
 */
export function resolveTask(
  metric: string,
  { task: given, numClasses }: TaskSettings,
  width: number | undefined,
  anyClasses = false,
): { task: ClassificationTask; classes: number | undefined } {
  const classes = given === 'binary' ? 1 : (numClasses ?? width);
  const task = given ?? (classes === 1 ? 'binary' : 'multiclass');
  if (classes === undefined && (given === undefined || !anyClasses)) throw unknownClasses(metric, anyClasses);
  if (task !== 'binary' && classes !== undefined && classes < 2) {
    throw new InvalidArgumentError('numClasses', `at least 2 for the task '${task}'`, classes);
  }
  return { task, classes };
}

/** Nothing tells how many classes there are. */
export function unknownClasses(metric: string, anyClasses = false): InvalidArgumentError {
  const call = callOf(metric);
  const remedy =
    `Without a model there is nothing to tell it by. Write ${call}({ numClasses: 3 }) for classes that exclude each other, with class ` +
    `indices as targets; ${call}({ task: 'binary' }) for one score or label a sample; ` +
    `${call}({ task: 'multilabel', numClasses: 3 }) for a 0 or 1 for each class${anyClasses ? `; ${call}({ task: 'multiclass' }) counts any classes` : ''}.`;
  return new InvalidArgumentError('numClasses', `given to ${metric}`, undefined, remedy);
}

/** What {@link requireClasses} takes. */
export interface CountedClasses {
  /** The metric's name, for messages. */
  readonly metric: string;
  /** What was told apart. */
  readonly task: ClassificationTask;
  /** How many classes there were, if that was known. */
  readonly classes: number | undefined;
  /** How many targets and predictions were no class, `[2]`. */
  readonly invalid: NdArray | undefined;
}

/** Complains if a target or a prediction was no class. */
export function requireClasses({ metric, task, classes, invalid }: CountedClasses): void {
  const [targets = 0, predictions = 0] = numbersOf(invalid);
  if (targets + predictions === 0) return;
  const last = classes === undefined ? '' : ` to ${classes - 1}`;
  const expected =
    targets > 0
      ? task === 'multiclass'
        ? `class indices from 0${last}`
        : 'labels 0 and 1'
      : task === 'multiclass'
        ? `scores, or class indices from 0${last}`
        : 'probabilities from 0 to 1, or labels 0 and 1';
  const remedy =
    targets > 0 || task === 'multiclass'
      ? `Give ${callOf(metric)} the right numClasses or task, or name in ignoreIndex what is not to be counted. Numbers that are no classes are judged by mean-squared-error.`
      : `Where they are logits, write ${callOf(metric)}({ scores: 'logits' }), or in a config scores: logits.`;
  const received = `${targets > 0 ? targets : predictions} that are none`;
  throw new InvalidArgumentError(targets > 0 ? 'target' : 'prediction', expected, received, remedy);
}

/** What a metric is called in code: `f1Score` of `f1-score`. */
export function callOf(metric: string): string {
  return metric.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

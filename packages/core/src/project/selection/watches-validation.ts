import type { Learner } from '../../learning/learner.js';
import type { Callback } from '../../training/callback.js';
import type { TrainerOptions } from '../../training/trainer-options.js';

/** Whether a callback watches a number of the validation data. */
export function watchesValidation({ monitor }: Pick<Callback, 'monitor'>): boolean {
  return monitor?.startsWith('validation/') === true;
}

/** What of a learner and its training needs validation data, in words; empty where nothing does. */
export function needsValidation(learner: Learner, { callbacks = [] }: TrainerOptions): string[] {
  const { predictor, scheduler } = learner;
  return [
    ...callbacks.filter(watchesValidation).map(({ name, monitor }) => `'${name}' watches '${monitor}'`),
    ...(scheduler?.monitor?.startsWith('validation/') === true ? [`the scheduler watches '${scheduler.monitor}'`] : []),
    ...(predictor?.fit !== undefined && predictor.fitOn === 'validation'
      ? [`the predictor '${predictor.name}' learns from validation data`]
      : []),
  ];
}

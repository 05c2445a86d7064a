import { callHook, type SharedRun } from './call-hook.js';
import type { Callback } from './callback.js';
import type { TrainingEvent } from './training-events.js';

/** Calls the hooks that belong to an event of training. There is something to await only where one of them is not done at once. */
export function callTrainingHook(
  event: TrainingEvent,
  callbacks: readonly Callback[],
  context: SharedRun,
): Promise<void> | undefined {
  switch (event.type) {
    case 'trainStart':
      return callHook(callbacks, 'trainStart', context);
    case 'epochStart':
      return callHook(callbacks, 'trainEpochStart', context);
    case 'batchStart':
    case 'batchEnd':
      return undefined; // The batch hooks are called instead.
    case 'batchesEnd':
      return callHook(callbacks, 'trainBatchesEnd', context);
    case 'validationStart':
      return callHook(callbacks, 'validationStart', context);
    case 'validationBatchEnd':
      return callHook(callbacks, 'validationBatchEnd', context, event);
    case 'validationEnd':
      return callHook(callbacks, 'validationEnd', context, event.values);
    case 'epochEnd':
      return callHook(callbacks, 'trainEpochEnd', context, event.values);
    case 'trainEnd':
      return callHook(callbacks, 'trainEnd', context, event.reason);
  }
}

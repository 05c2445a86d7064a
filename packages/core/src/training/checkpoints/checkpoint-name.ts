import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { FOLDER_NAME, FOLDER_NAME_RULE } from '../../node/folder-name.js';
import type { Clock } from '../../learning/clock.js';

/**
 * Refuses a name of a checkpoint that is a path, or nothing: it becomes a folder beside the run's other checkpoints.
 *
 * @throws `LML_INVALID_ARGUMENT`
 */
export function checkCheckpointName(id: unknown): asserts id is string {
  if (isCheckpointName(id)) return;
  throw new InvalidArgumentError('the name of a checkpoint', FOLDER_NAME_RULE, id);
}

/** Whether a value, of a file say, is the name of a checkpoint. */
export function isCheckpointName(id: unknown): id is string {
  return typeof id === 'string' && FOLDER_NAME.test(id);
}

/** The name of a checkpoint that is written of itself, by where the run is. */
export function nameAt({ epoch, step }: Clock): string {
  return `epoch-${String(epoch).padStart(4, '0')}-step-${String(step).padStart(7, '0')}`;
}

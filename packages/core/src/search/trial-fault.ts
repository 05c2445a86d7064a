import { LmlError } from '../errors/lml-error.js';
import type { TrialFault } from './trial.js';

/** Why a trial failed, as plain data. */
export function toFault(error: unknown): TrialFault {
  return {
    code: LmlError.isInstance(error) ? error.code : 'ERROR',
    message: error instanceof Error ? error.message : String(error),
  };
}

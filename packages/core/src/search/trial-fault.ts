import { LmlError } from '../errors/lml-error.js';
import type { TrialFault } from './trial.js';

/** Why a trial failed, as plain data. */
export function toFault(error: unknown): TrialFault {
  const message = error instanceof Error ? error.message : String(error);
  if (!LmlError.isInstance(error)) return { code: 'ERROR', message };
  // The message ends with the code, which stands beside it here.
  const { code } = error;
  return { code, message: message.endsWith(` (${code})`) ? message.slice(0, -code.length - 3) : message };
}

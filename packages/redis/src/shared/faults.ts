import { type PlainError } from '@lml/core';

/** The code of a job that was let go of because it was asked for: nobody's error. */
export const CANCELLED = 'CANCELLED';

/** Reads an error of what BullMQ keeps of a job that failed, which may also be words of its own. */
export function readFault(reason: string): PlainError {
  try {
    const fault = JSON.parse(reason) as Partial<PlainError> | null;
    if (typeof fault?.name === 'string' && typeof fault.message === 'string') return fault as PlainError;
  } catch {
    // Not ours.
  }
  return { name: 'ExecutorError', code: 'LML_EXECUTOR', message: `BullMQ gave up a job: ${reason}.` };
}

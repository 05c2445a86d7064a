import { warn } from '../node/warnings.js';
import { callbackKeys } from './callback-keys.js';
import { ownRun, type SharedRun } from './call-hook.js';
import type { Callback } from './callback.js';

/** What went wrong. A record, since anything can be thrown, `undefined` too. */
export interface Failure {
  /** What was thrown. */
  readonly error: unknown;
}

/**
 * Does all of these, one after the other, whichever of them fail: what is open is to be closed. With a `failure` of before, that is
 * what is told of, and what fails here is a warning; else the first that fails here is thrown in the end.
 */
export async function finishAll(failure: Failure | undefined, actions: readonly (() => unknown)[]): Promise<void> {
  let first = failure;
  for (const action of actions) {
    try {
      await action();
    } catch (error) {
      if (first === undefined) first = { error };
      else warn('LML_ALSO_FAILED', `When the run was closed, this failed too: ${messageOf(error)}`);
    }
  }
  if (failure === undefined && first !== undefined) throw first.error;
}

/** The last calls of a hook, one for each callback. */
export function lastCalls(
  callbacks: readonly Callback[],
  name: 'exception' | 'teardown',
  run: SharedRun,
  error?: unknown,
): (() => void | Promise<void>)[] {
  const keys = callbackKeys(callbacks);
  return callbacks.map((callback, index) => () => callback[name]?.(ownRun(run, keys[index]!), error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

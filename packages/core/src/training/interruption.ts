import { platform } from '#platform';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Patience } from './patience.js';
import type { TrainingRun } from './training-events.js';

/** What interrupts a fit: its AbortSignal, and once it trains, Ctrl-C and SIGTERM. */
export interface Interruption {
  /** Ends the run, and the waiting for others, on an interruption from now on, or one of before. */
  listen(run: TrainingRun): void;
  /** The run is over: signals of the process are nothing to it any more. */
  release(): void;
  /** Nothing is waited for any more. */
  forget(): void;
}

/** @throws `LML_INVALID_ARGUMENT` if `signal` is no AbortSignal. */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined || typeof (signal as Partial<AbortSignal> | null)?.addEventListener === 'function') return;
  throw new InvalidArgumentError('signal', 'an AbortSignal', signal, 'Give the signal of an AbortController.');
}

/** Watches for interruptions. `patience` ends with the first. */
export function watchInterruption(signal: AbortSignal | undefined, patience: Patience): Interruption {
  const released: (() => void)[] = [];
  const hurry = (): void => patience.end();
  if (signal?.aborted === true) hurry();
  signal?.addEventListener('abort', hurry);
  return {
    listen(run) {
      const interrupt = (): void => {
        hurry();
        run.stop('interrupted', { now: true });
      };
      const heard = (name: string): void => {
        interrupt();
        const again = name === 'SIGINT' ? 'Ctrl-C again' : 'a second signal';
        platform.note(`stopping after the running step or validation; ${again} ends at once`);
      };
      released.push(platform.onInterrupt(heard));
      if (signal?.aborted === true) interrupt();
      signal?.addEventListener('abort', interrupt);
      released.push(() => signal?.removeEventListener('abort', interrupt));
    },
    release: () => released.forEach((undo) => undo()),
    forget: () => signal?.removeEventListener('abort', hurry),
  };
}

import { boundHooks, callInTurn, type SharedRun } from './call-hook.js';
import type { Callback } from './callback.js';
import type { Clock } from '../learning/clock.js';
import { isDue, type ClockInterval } from './interval.js';
import type { LogRecord } from './logger.js';
import type { TrainerOptions } from './trainer-options.js';
import type { BatchListener, TrainingRun } from './training-events.js';

/** What a fit does around each batch. */
export interface BatchHooks extends BatchListener {
  /** Training is about to begin; callbacks are set up. */
  begin(run: TrainingRun, context: SharedRun): void;
}

/**
 * Calls hooks of callbacks around each batch, and `log` when it is time to. Most steps have nothing to wait for, and callbacks
 * without such a hook are not even looked at: after a step the processor's caches are full of its numbers, and beside the
 * smallest steps all that is touched counts.
 */
export function createBatchHooks(
  callbacks: readonly Callback[],
  options: TrainerOptions,
  log: ((record: LogRecord) => Promise<void>) | undefined,
): BatchHooks {
  let run: TrainingRun;
  let atStart: ReturnType<typeof boundHooks> = [];
  let atEnd: ReturnType<typeof boundHooks> = [];
  let interval: ClockInterval | undefined;
  let before: Clock;

  const logStep = (): Promise<void> | undefined => {
    const now = run.clock;
    interval ??= logInterval(options, run);
    const isLogged = log !== undefined && isDue(interval, before, now);
    before = now;
    return isLogged ? logValues(now) : undefined;
  };
  const logValues = async (clock: Clock): Promise<void> => {
    const values = { ...(await run.readLast()), ...run.scheduled };
    await log?.({ type: 'step', clock, values });
  };
  return {
    begin(started, seen) {
      run = started;
      before = run.clock;
      atStart = boundHooks(callbacks, 'trainBatchStart', seen);
      atEnd = boundHooks(callbacks, 'trainBatchEnd', seen);
    },
    batchStart: (batch) => callInTurn(atStart, [batch]),
    batchEnd(batch) {
      const pending = callInTurn(atEnd, [batch]);
      return pending === undefined ? logStep() : pending.then(logStep);
    },
  };
}

function logInterval({ log }: TrainerOptions, { batchesPerEpoch }: TrainingRun): ClockInterval {
  return (
    log ?? { every: batchesPerEpoch === undefined ? 50 : Math.max(1, Math.floor(batchesPerEpoch / 10)), unit: 'batch' }
  );
}

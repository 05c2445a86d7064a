import type { Callback, RunContext, TrainingBatch } from './callback.js';
import type { Clock } from '../learning/clock.js';
import { isDue, type ClockInterval } from './interval.js';
import type { LogRecord } from './logger.js';
import type { TrainerOptions } from './trainer-options.js';
import type { BatchListener, TrainingRun } from './training-events.js';

/** What a fit does around each batch. */
export interface BatchHooks extends BatchListener {
  /** Training is about to begin; callbacks are set up. */
  begin(run: TrainingRun, context: RunContext): void;
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
  let context: RunContext;
  let atStart: readonly Hook[] = [];
  let atEnd: readonly Hook[] = [];
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
      context = seen;
      before = run.clock;
      atStart = callbacks.flatMap((callback) => callback.trainBatchStart?.bind(callback) ?? []);
      atEnd = callbacks.flatMap((callback) => callback.trainBatchEnd?.bind(callback) ?? []);
    },
    batchStart: (batch) => callInTurn(atStart, context, batch),
    batchEnd(batch) {
      const pending = callInTurn(atEnd, context, batch);
      return pending === undefined ? logStep() : pending.then(logStep);
    },
  };
}

type Hook = (run: RunContext, batch: TrainingBatch) => void | Promise<void>;

/** Calls hooks one after the other, from `from` on. There is something to await only where one of them is not done at once. */
function callInTurn(
  hooks: readonly Hook[],
  context: RunContext,
  batch: TrainingBatch,
  from = 0,
): Promise<void> | undefined {
  for (let index = from; index < hooks.length; index++) {
    const pending = hooks[index]!(context, batch);
    if (pending instanceof Promise) return pending.then(() => callInTurn(hooks, context, batch, index + 1));
  }
  return undefined;
}

function logInterval({ log }: TrainerOptions, { batchesPerEpoch }: TrainingRun): ClockInterval {
  return (
    log ?? { every: batchesPerEpoch === undefined ? 50 : Math.max(1, Math.floor(batchesPerEpoch / 10)), unit: 'batch' }
  );
}

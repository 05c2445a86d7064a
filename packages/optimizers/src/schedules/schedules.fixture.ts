import type { HyperNumbers, Scheduler, ScheduleTime } from '@lml/core';

/** The numbers of an optimizer. */
export const BASE: HyperNumbers = { lr: 0.5, momentum: 0.9, weightDecay: 0.1 };

/** A time in a run of twenty steps, five an epoch. */
export const at = (step: number): ScheduleTime => ({
  clock: { batch: step, step, samples: step, epoch: Math.floor(step / 5), seconds: 0 },
  total: { steps: 20, epochs: undefined },
  monitored: undefined,
});
/** The rates at some steps. */
export const rates = (scheduler: Scheduler, steps: readonly number[]): unknown[] =>
  steps.map((step) => scheduler.values(BASE, at(step))['lr']);

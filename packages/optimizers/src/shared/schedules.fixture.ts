import type { HyperNumbers, Observation, Scheduler, ScheduleTime } from '@lml/core';

/** The numbers of an optimizer. */
export const BASE: HyperNumbers = { lr: 0.5, momentum: 0.9, weightDecay: 0.1 };

/** A time in a run of twenty steps, five an epoch. */
export const at = (step: number): ScheduleTime => ({
  clock: { batch: step, step, samples: step, epoch: Math.floor(step / 5), seconds: 0 },
  total: { steps: 20, epochs: 4, stepsPerEpoch: 5 },
  monitored: undefined,
});

/** A time in a run of which nobody knows how long it, or an epoch, is. */
export const endless = (step: number): ScheduleTime => ({
  ...at(step),
  total: { steps: undefined, epochs: undefined, stepsPerEpoch: undefined },
});

/** The rates at some steps. */
export const rates = (scheduler: Scheduler, steps: readonly number[], time = at): unknown[] =>
  steps.map((step) => scheduler.values(BASE, time(step))['lr']);

/** Tells a schedule the same number at some steps, so that nothing gets better after the first. */
export function observe(scheduler: Scheduler, steps: readonly number[], mode: Observation['mode'] = 'min'): void {
  for (const step of steps) scheduler.observe?.({ value: 1, mode, clock: at(step).clock });
}

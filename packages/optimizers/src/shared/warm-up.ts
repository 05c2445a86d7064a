import type { Scheduler, ScheduleTime } from '@lml/core';
import type { z } from 'zod';

import type { Anneal } from './anneal.js';
import { nonNegative } from './fields.js';
import { lengthOf } from './schedule-time.js';
import { timedSchedule, type TimedOptions } from './timed-schedule.js';

/** The warm-up of a schedule, as entries of a zod object. */
export const warmUpShape = {
  /** For how long the number rises at first, in what it counts by. */
  warmup: nonNegative('the warm-up').describe('For how long the number rises at first, in what it counts by.'),
  /** Which part of its first value the number has at the beginning of the warm-up. Default: `0`. */
  warmupStart: nonNegative('the start of the warm-up')
    .default(0)
    .describe('Which part of its first value the number has at the beginning of the warm-up.'),
};

/** The options of a schedule with a warm-up. */
export interface WarmUpOptions extends TimedOptions, z.output<z.ZodObject<typeof warmUpShape>> {}

/** A schedule that rises in a straight line to the first value of each number, and then does what `after` says. */
export function warmedUpSchedule(
  name: string,
  { warmup, warmupStart, ...options }: WarmUpOptions,
  after: (first: number, now: number, time: ScheduleTime) => number,
): Scheduler {
  return timedSchedule(name, options, (first, now, time) =>
    now < warmup ? first * (warmupStart + ((1 - warmupStart) * now) / warmup) : after(first, now, time),
  );
}

/** A schedule that rises in a warm-up, goes down to its end by `anneal`, and stays there. */
export function annealedSchedule(
  name: string,
  options: WarmUpOptions & { readonly total?: number | undefined; readonly min: number },
  anneal: Anneal,
): Scheduler {
  const { total, warmup, min } = options;
  return warmedUpSchedule(name, options, (first, now, time) => {
    const length = lengthOf(name, total, options.unit, time) - warmup;
    return anneal(first, min, length > 0 ? Math.min(1, (now - warmup) / length) : 1);
  });
}

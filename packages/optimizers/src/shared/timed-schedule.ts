import type { Scheduler, ScheduleTime } from '@lml/core';

import { changed } from './schedule-shape.js';
import { elapsed, type ScheduleUnit } from './schedule-time.js';

/** The options that every schedule by time has. */
export interface TimedOptions {
  /** What it counts by. */
  readonly unit: ScheduleUnit;
  /** The hyper-numbers that follow it. */
  readonly numbers: readonly string[];
}

/** A schedule that changes each number alike: from its first value, by how far the run is. */
export function timedSchedule(
  name: string,
  { unit, numbers }: TimedOptions,
  change: (first: number, now: number, time: ScheduleTime) => number,
): Scheduler {
  return {
    values(base, time) {
      const now = elapsed(name, unit, time);
      return changed(numbers, base, (first) => change(first, now, time));
    },
  };
}

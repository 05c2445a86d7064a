import type { Clock } from './clock.js';

/** How the learning rate changes: a pure function of the base rate and the clock, so that resuming is exact. */
export interface Scheduler {
  /** The rate for the step that comes next. */
  learningRate(base: number, clock: Clock): number;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Scheduler}. */
    scheduler: Scheduler;
  }
}

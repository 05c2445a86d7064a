import type { Clock } from './clock.js';
import type { HyperNumbers, NamedNumbers } from './optimizer.js';

/** How long a run is, as far as it is known. */
export interface RunTotal {
  /** Optimizer steps. */
  readonly steps: number | undefined;
  /** Epochs. */
  readonly epochs: number | undefined;
  /** Optimizer steps in an epoch. */
  readonly stepsPerEpoch?: number | undefined;
}

/** Where a run is, as a schedule sees it. */
export interface ScheduleTime {
  /** The clock. Its `step` counts the updates of the training step whose optimizer is scheduled. */
  readonly clock: Clock;
  /** How many steps and epochs the run has: by its limits and the length of its data; `undefined` where these do not tell. */
  readonly total: RunTotal;
  /** The latest value of the number that the scheduler watches; `undefined` before the first. */
  readonly monitored: number | undefined;
}

/** A new value of the number that a scheduler watches. */
export interface Observation {
  /** The value. */
  readonly value: number;
  /** Whether less of it is better, or more, as its metric says. */
  readonly mode: 'min' | 'max';
  /** Where the run is; `step` counts as in {@link ScheduleTime}. */
  readonly clock: Clock;
}

/**
 * How the hyper-numbers of an optimizer change: a pure function of their first values, the clock, and what it remembers, so that
 * resuming is exact and asking twice changes nothing.
 */
export interface Scheduler {
  /**
   * The numbers for the update that comes next, of those in `base` that it schedules; all others stay as they are. It is asked
   * for the parameters of each group by themselves.
   */
  values(base: HyperNumbers, time: ScheduleTime): NamedNumbers;
  /** The number that it watches, by full name: `'validation/loss'`. */
  readonly monitor?: string | undefined;
  /** A fit begins: one that remembers forgets what it has observed. */
  setup?(): void;
  /** Is told each new value of `monitor` once. */
  observe?(observation: Observation): void;
  /** What a checkpoint keeps of it, as JSON. */
  state?(): unknown;
  /** Takes over what a checkpoint kept; after `setup`. */
  load?(state: unknown): void;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Scheduler}. */
    scheduler: Scheduler;
  }
}

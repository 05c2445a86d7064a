import type { Clock } from './clock.js';

/** One line of a log. */
export interface LogRecord {
  /** What the numbers are of: the last step, an epoch (with its validation), or a test. */
  readonly type: 'step' | 'epoch' | 'test' | 'validation';
  /** Where the run was. */
  readonly clock: Clock;
  /** Numbers by full name: `train/loss`. */
  readonly values: Readonly<Record<string, number>>;
}

/** What a logger is opened with. */
export interface LoggerContext {
  /** What is logged. */
  readonly action: 'fit' | 'validate' | 'test';
  /** The folder of the run, if it has one. */
  readonly folder: string | undefined;
  /** The checkpoint whose weights are judged, if they are one's. */
  readonly checkpoint?: string | undefined;
  /** The fold of a cross-validation that it belongs to, from 0. Folds have no folder. */
  readonly fold?: number | undefined;
  /** What a user should know of the engine, in one line: which it is, and why not a better one. */
  readonly notice?: string | undefined;
}

/** How a run ended. */
export type RunStatus = 'completed' | 'stopped' | 'interrupted' | 'failed';

/** Where numbers are written. */
export interface Logger {
  /** Its name. */
  readonly name: string;
  /** Makes it ready. */
  open?(context: LoggerContext): void | Promise<void>;
  /** Writes a record. It must not hold the run up: what is slow is done in `close`. */
  log(record: LogRecord): void | Promise<void>;
  /** Writes what is left. */
  close?(status: RunStatus): void | Promise<void>;
}

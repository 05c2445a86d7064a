import type { Clock } from '../learning/clock.js';
import type { ReportedDetails } from './details.js';
import type { MonitorMode } from './monitor.js';
import type { ProjectDescription } from './project-description.js';

/** One line of a log. */
export interface LogRecord {
  /** What the numbers are of: the last step, an epoch (with its validation), or a test. */
  readonly type: 'step' | 'epoch' | 'test' | 'validation';
  /** Where the run was. */
  readonly clock: Clock;
  /** Numbers by full name: `train/loss`. */
  readonly values: Readonly<Record<string, number>>;
  /**
   * Arrays and figures by full name, `validation/confusion-matrix`; none in a history. A logger of numbers leaves them out, and says so;
   * one that shows pictures has them from `figureOf` and `toSvg`.
   */
  readonly details?: ReportedDetails | undefined;
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
  /** The checkpoint that a fit goes on from, if it does. */
  readonly resumedFrom?: string | undefined;
  /** The results of the epochs before a resume. Default: none. */
  readonly history?: readonly LogRecord[] | undefined;
  /** In a fit of a project, the project as a config. */
  readonly project?: ProjectDescription | undefined;
  /** The number by which a fit's epochs are compared, and which way it should go. */
  readonly monitor?: Monitor | undefined;
}

/** A watched number. */
export interface Monitor {
  /** Its full name. */
  readonly name: string;
  /** Which way it should go. */
  readonly mode: MonitorMode;
}

/** How a run ended. */
export type RunStatus = 'completed' | 'stopped' | 'interrupted' | 'failed';

/** What a logger is told when a run has ended. Of a validation or a test there is only the status. */
export interface LoggerEnd {
  /** How it ended. */
  readonly status: RunStatus;
  /** Why, as in the result of a fit; none after an error. */
  readonly reason?: string | undefined;
  /** Where a fit was; none where it failed before its first step. */
  readonly clock?: Clock | undefined;
  /** The folder of the run, if it has one. */
  readonly folder?: string | undefined;
  /** The best checkpoint, if there is one. */
  readonly bestCheckpoint?: string | undefined;
  /** The latest checkpoint, if there is one. */
  readonly lastCheckpoint?: string | undefined;
  /** What callbacks noted by `run.warn`. */
  readonly notes?: readonly string[] | undefined;
  /** How to go on from there, as a user writes it. */
  readonly resume?: string | undefined;
}

/** Where numbers are written. */
export interface Logger {
  /** Its name. */
  readonly name: string;
  /** Whether it prints on the console; where one does, paths of reports are printed too. */
  readonly printsOnConsole?: boolean | undefined;
  /** Makes it ready. */
  open?(context: LoggerContext): void | Promise<void>;
  /** Writes a record. It must not hold the run up: what is slow is done in `close`. */
  log(record: LogRecord): void | Promise<void>;
  /** Writes what is left. */
  close?(end: LoggerEnd): void | Promise<void>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Logger}. */
    logger: Logger;
  }
}

import type { Clock } from '../learning/clock.js';
import type { ReportedDetails } from './details.js';
import type { LogRecord, Monitor, RunStatus } from './logger.js';
import type { ReportedValues } from './training-events.js';

/** How a fit went. */
export interface FitResult {
  /** `'completed'`: a limit was reached; `'stopped'`: a callback ended it; `'interrupted'`: a signal did. */
  readonly status: RunStatus;
  /** Why it ended: `'max-epochs'`, `'max-steps'`, `'max-seconds'`, `'interrupted'`, or a callback's words. */
  readonly stopReason: string;
  /** Where the run was. */
  readonly clock: Clock;
  /** The latest results by full name. */
  readonly values: ReportedValues;
  /** The latest arrays and figures of metrics, by full name. */
  readonly details: ReportedDetails;
  /** The results of each epoch, of those before a resume too, and what was scheduled at its end, the learning rate as `train/lr`. */
  readonly history: readonly LogRecord[];
  /** The best checkpoint, if checkpoints were written. */
  readonly bestCheckpoint: string | undefined;
  /** The latest checkpoint, if checkpoints were written; the one that the run went on from where it took no step. */
  readonly lastCheckpoint: string | undefined;
  /** The number by which its epochs are compared. */
  readonly monitor: Monitor;
  /** What ran the steps, as the console says it. */
  readonly engine: string;
  /** The folder of the run, if it has one. */
  readonly folder: string | undefined;
  /** What was noted on the way that is no error. */
  readonly warnings: readonly string[];
}

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

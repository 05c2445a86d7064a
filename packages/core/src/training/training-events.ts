import type { HostBatch } from '../data/batch.js';
import type { NdArray } from '../data/nd-array.js';
import type { CallbackLogOptions, JudgedBatch, TrainingBatch } from './callback.js';
import type { Clock } from '../learning/clock.js';
import type { MetricResult } from '../learning/metric.js';
import type { ReportedDetails } from './details.js';
import type { LogRecord } from './logger.js';
import type { ReadingState } from './reading-state.js';
import type { Rehearsal } from './rehearse.js';
import type { ScalarState } from './scalars.js';
import type { SchedulesState } from './schedules.js';

/** Reported numbers by full name: `train/loss`, `validation/accuracy`. */
export type ReportedValues = Readonly<Record<string, number>>;

/** What happens in a run, in this order: trainStart, (epochStart, (batchStart, batchEnd)…, batchesEnd, (validationStart, validationBatchEnd…, validationEnd), epochEnd)…, trainEnd. */
export type TrainingEvent =
  | {
      /** Training, an epoch or a validation begins, or all batches of an epoch were processed. */
      readonly type: 'trainStart' | 'epochStart' | 'batchesEnd' | 'validationStart';
    }
  | {
      /** A training batch is about to be processed, or was. */
      readonly type: 'batchStart' | 'batchEnd';
      /** The batch. */
      readonly batch: TrainingBatch;
    }
  | ({
      /** A validation batch was processed. */
      readonly type: 'validationBatchEnd';
    } & JudgedBatch)
  | {
      /** A validation or an epoch is over. */
      readonly type: 'validationEnd' | 'epochEnd';
      /** What is new. */
      readonly values: ReportedValues;
    }
  | {
      /** Training is over. */
      readonly type: 'trainEnd';
      /** Why. */
      readonly reason: string;
    };

/** What a run needs to go on where it was, besides the engine's state. */
export interface RunState {
  /** The clock. */
  readonly clock: Clock;
  /** Where the training data are read. */
  readonly reading: ReadingState;
  /** The numbers gathered in the running epoch. */
  readonly scalars: ScalarState;
  /** The latest results. */
  readonly values: ReportedValues;
  /** The results of each epoch so far. */
  readonly history: readonly LogRecord[];
  /** What the schedules remember. */
  readonly schedules: SchedulesState;
}

/** All that a run needs to go on, besides the engine's state. */
export interface SavedRun {
  /** Clock, place in the data and gathered numbers. */
  readonly run: RunState;
  /** The host's arrays of metrics. */
  readonly arrays: Record<string, NdArray>;
}

/** What callbacks log, to add to and to take from. */
export interface CallbackLogs {
  /** Logs for a callback. */
  add(owner: string, name: string, value: MetricResult, options?: CallbackLogOptions): void;
  /** The arrays and figures that are new since it was asked before. */
  takeFresh(): ReportedDetails;
}

/**
 * Training as a stream of events: nothing happens but what the reader asks for by reading on. The Trainer is built on it.
 */
export interface TrainingRun extends AsyncIterable<TrainingEvent> {
  /** Where the run is. */
  readonly clock: Clock;
  /** Batches of the running epoch that were processed. */
  readonly position: number;
  /** Batches in an epoch, if it is known. */
  readonly batchesPerEpoch: number | undefined;
  /** The latest results, by full name. */
  readonly values: ReportedValues;
  /** The latest arrays and figures of metrics and callbacks, by full name. */
  readonly details: ReportedDetails;
  /** The results of each epoch so far, of those before a resume too. */
  readonly history: readonly LogRecord[];
  /** What callbacks log. */
  readonly callbackLog: CallbackLogs;
  /** The numbers of the running epoch so far. Reads them from the device. */
  readEpoch(): Promise<Record<string, number>>;
  /** The numbers of the last step. Reads them from the device. */
  readLast(): Promise<Record<string, number>>;
  /** Whether the only validation was that of the last weights, since the interval that was asked for never came. */
  readonly onlyValidatedLast: boolean;
  /** The learning rates for the next step, and what else is scheduled, by full name: `train/lr`. */
  readonly scheduled: ReportedValues;
  /** Ends the run: after the running step with `now`, else when limits allow. */
  stop(reason: string, options?: { now?: boolean }): void;
  /** Reads the training data of an epoch once more. */
  readTraining(visit: (batch: HostBatch, index: number) => Promise<void>): Promise<void>;
  /** Trains for a while from where it is, and puts all state back. Returns whether that came to its end. */
  rehearse(rehearsal: Rehearsal): Promise<boolean>;
  /** @throws `LML_NON_FINITE_LOSS` if a loss was not finite. */
  checkFinite(): Promise<void>;
  /** What is needed to go on, and the host's arrays of metrics. */
  state(): Promise<SavedRun>;
  /** Goes on from there; before reading the first event. */
  load(run: RunState, arrays: Readonly<Record<string, NdArray>>): void;
}

/** Who is told of batches. Where there is something to wait for, the run waits. */
export interface BatchListener {
  /** A batch is about to be processed. */
  batchStart(batch: TrainingBatch): void | Promise<void>;
  /** A batch was processed. */
  batchEnd(batch: TrainingBatch): void | Promise<void>;
}

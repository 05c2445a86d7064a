import type { DataIdentity } from '../data/data-identity.js';
import type { DataModule } from '../data/data-module.js';
import type { Dataset, IterableDataset } from '../data/dataset.js';
import type { Stage } from '../data/stage.js';
import type { Clock } from '../learning/clock.js';
import type { GradientClip } from '../learning/gradient-clip.js';
import type { Backend } from '../steps/backend.js';
import type { Engine } from '../steps/engine.js';
import type { Callback } from './callback.js';
import type { ClockInterval, EpochLimit } from './interval.js';
import type { ReportedDetails } from './details.js';
import type { Logger, LoggerEnd } from './logger.js';
import type { ProjectDescription } from './project-description.js';
import type { RunLimits } from './run-limits.js';

/** When a run ends at the latest: one of these is required, so that no run goes on for a number of epochs that nobody chose. */
export type RequiredLimit =
  | {
      /** Epochs at the most, over all sessions of the run. */
      readonly maxEpochs: number;
    }
  | {
      /** Optimizer steps at the most. */
      readonly maxSteps: number;
    }
  | {
      /** Seconds of training at the most. */
      readonly maxSeconds: number;
    };

/** Options of {@link Trainer}, which needs one of the limits besides: {@link RequiredLimit}. */
export interface TrainerOptions extends Omit<RunLimits, 'limits'> {
  /** How much of an epoch of each stage is used. Default: all. */
  readonly limits?:
    { readonly [Stage in 'train' | 'validation' | 'test' | 'predict']?: EpochLimit | undefined } | undefined;
  /**
   * Of how many batches gradients are gathered for an update, as if they were one batch; the last window of an epoch may have
   * fewer. Default 1.
   */
  readonly accumulate?: number | undefined;
  /**
   * How gradients are clipped: by the norm of all of them, `{ norm: 1 }`, each number, `{ value: 0.5 }`, or in proportion to the weights
   * of each unit, `{ adaptive: 0.01 }`; once an update, after the hooks of callbacks. Default: not.
   */
  readonly gradientClip?: GradientClip | undefined;
  /** When numbers of a single step are logged. Default: ten times an epoch. */
  readonly log?: ClockInterval | undefined;
  /** What watches or changes a run. */
  readonly callbacks?: readonly Callback[] | undefined;
  /** Where numbers are written. Default: the console, and in a run folder `metrics.jsonl`. */
  readonly loggers?: readonly Logger[] | undefined;
  /** Whether a {@link modelCheckpoint} is added where none is given and there is a run folder. Default true. */
  readonly checkpoint?: boolean | undefined;
  /** Whether a {@link progressBar} is added. It draws on terminals only. Default true. */
  readonly progressBar?: boolean | undefined;
  /** What runs the steps. Default {@link auto}: the best engine that is registered and works here. */
  readonly engine?: Engine | undefined;
  /** Where TensorFlow.js computes. Default: where it does already. */
  readonly backend?: Backend | undefined;
  /** What happens when a step turns out not to be pure. Default `'error'`. */
  readonly purity?: 'error' | 'warn' | undefined;
}

/** What a single action of the trainer is given. */
export interface ActionOptions {
  /** The data. Default: the learner's. */
  readonly data?: DataModule | undefined;
  /** The seed of weights, order and random streams. Default 0. */
  readonly seed?: number | undefined;
  /** The folder for checkpoints and logs. Default: none, nothing is written. */
  readonly folder?: string | undefined;
  /** The checkpoint whose weights are judged; loggers are told. Default: none, they are those in the model. */
  readonly checkpoint?: string | undefined;
  /** What the data of the run were known by whose weights are judged: parts of one dataset must be split as they were there. Default: whatever. */
  readonly trainedOn?: DataIdentity | undefined;
  /** Where the run was whose weights are judged; it stands beside their numbers. Default: nowhere, all is 0. */
  readonly clock?: Clock | undefined;
  /** The fold of a cross-validation that it belongs to, from 0; loggers are told. */
  readonly fold?: number | undefined;
  /** Told the arrays and figures of metrics that a validation or a test gave, by full name. */
  readonly details?: ((details: ReportedDetails) => void) | undefined;
}

/** What {@link Trainer.fit} is given. */
export interface FitOptions extends ActionOptions {
  /** A checkpoint to go on from, or the folder of a run, of which the newest that can be read is taken. */
  readonly resumeFrom?: string | undefined;
  /** Ends the run after the running step, with status `'interrupted'`. */
  readonly signal?: AbortSignal | undefined;
  /** How to go on from a path, as a user writes it; loggers are told at the end. Default: `train({ resumeFrom: … })`. */
  readonly resumeCommand?: ((path: string) => string) | undefined;
  /** Told how it ended, as loggers are; not where it was refused before anything was begun. */
  readonly ended?: ((end: LoggerEnd) => void) | undefined;
  /** Kept in checkpoints, so that a project can be made of one. */
  readonly config?: ProjectDescription | undefined;
}

/** What {@link Trainer.predict} is given. */
export interface PredictOptions extends ActionOptions {
  /** What to predict. Default: the predict data, or else the test data. */
  readonly dataset?: Dataset | IterableDataset | undefined;
  /** Whether the model's raw outputs are given instead of the predictor's predictions. Default false. */
  readonly raw?: boolean | undefined;
  /**
   * Whether predictions are arrays of all samples, a row of plain numbers for each (a number, nested lists), or a plain record for
   * each, as the predictor's `decode` gives it, with the `metadata` of its sample where there is any. Default `'arrays'`.
   */
  readonly as?: 'arrays' | 'rows' | 'records' | undefined;
}

/** What {@link Trainer.describe} is given. */
export interface DescribeOptions extends ActionOptions {
  /** What the step is for. Default `'train'`. */
  readonly stage?: Stage | undefined;
}

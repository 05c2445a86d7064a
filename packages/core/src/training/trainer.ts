import type { EngineArray } from '../data/computed-array.js';
import type { DataModule, Stage } from '../data/data-module.js';
import type { Dataset, IterableDataset } from '../data/dataset.js';
import type { Learner } from '../learning/learner.js';
import type { ComponentSchema } from '../registry/component.js';
import { validateOptions } from '../registry/validate.js';
import type { Backend } from '../steps/backend.js';
import type { Engine } from '../steps/engine.js';
import type { ProjectDescription } from '../project/describe-project.js';
import type { Callback } from './callback.js';
import type { Clock } from './clock.js';
import { describeStage } from './describe-stage.js';
import { evaluate } from './evaluate.js';
import { fit, type FitResult } from './fit.js';
import type { Interval, Limit } from './interval.js';
import type { Logger, LoggerEnd } from './logger.js';
import { predict, predictStream } from './predict.js';
import { trainerOptionsSchema } from './trainer-schema.js';
import type { RunLimits } from './run-limits.js';
import type { Values } from './training-events.js';

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
  readonly limits?: { readonly [Stage in 'train' | 'validation' | 'test' | 'predict']?: Limit | undefined } | undefined;
  /** When numbers of a single step are logged. Default: ten times an epoch. */
  readonly log?: Interval | undefined;
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
  /** Where the run was whose weights are judged; it stands beside their numbers. Default: nowhere, all is 0. */
  readonly clock?: Clock | undefined;
  /** The fold of a cross-validation that it belongs to, from 0; loggers are told. */
  readonly fold?: number | undefined;
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
}

/** What {@link Trainer.describe} is given. */
export interface DescribeOptions extends ActionOptions {
  /** What the step is for. Default `'train'`. */
  readonly stage?: Stage | undefined;
}

/**
 * Trains, judges and predicts. It holds settings only: each call is a run of its own, with its own engine state, and
 * leaves the trained weights in the learner's model. Until `fit` ends nothing else can be done with its learner.
 *
 * @throws `LML_INVALID_OPTIONS` for settings that do not exist or cannot be; `LML_INVALID_ARGUMENT` from `fit` without
 * maxEpochs, maxSteps or maxSeconds, and for a learner that a fit is using.
 *
 * @example
 * ```ts
 * import { DataModule, Trainer } from '@lml/core';
 * import { labelled } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { mse } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { sgd } from '@lml/optimizers';
 *
 * const data = new DataModule({ dataset: labelled({ inputs: [[0], [1], [2], [3]], targets: [[1], [3], [5], [7]] }), batchSize: 4 });
 * const learner = supervised({ data, model: mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 }), loss: mse(), optimizer: sgd({ lr: 0.1 }) });
 * const result = await new Trainer({ maxEpochs: 200, loggers: [] }).fit(learner);
 * result.status; // => 'completed'
 * result.values['train/loss']! < 1e-3; // => true
 * ```
 */
export class Trainer {
  /** The settings. */
  readonly options: TrainerOptions & RequiredLimit;

  /** Checks the settings. */
  constructor(options: TrainerOptions & RequiredLimit) {
    const schema = trainerOptionsSchema as unknown as ComponentSchema<unknown, TrainerOptions & RequiredLimit>;
    this.options = validateOptions(schema, options, 'the trainer');
  }

  /** Trains. It never ends the process; Ctrl-C and `signal` end the run in good order. */
  fit(learner: Learner, options: FitOptions = {}): Promise<FitResult> {
    return fit(learner, this.options, options);
  }

  /** Loss and metrics on the validation data, by full name. */
  validate(learner: Learner, options: ActionOptions = {}): Promise<Values> {
    return evaluate(learner, 'validation', this.options, options);
  }

  /** Loss and metrics on the test data, by full name. */
  test(learner: Learner, options: ActionOptions = {}): Promise<Values> {
    return evaluate(learner, 'test', this.options, options);
  }

  /** Predictions for all samples, along the first axis. */
  predict(learner: Learner, options: PredictOptions = {}): Promise<EngineArray> {
    return predict(learner, this.options, options);
  }

  /**
   * What the engine makes of the step of a stage for the first batch of its data, as text: with engines that compile, the
   * graph that they run. Nothing is run.
   *
   * @throws `LML_MISSING_FEATURE` if the engine runs op by op, so that there is nothing to describe.
   */
  describe(learner: Learner, options: DescribeOptions = {}): Promise<string> {
    return describeStage(learner, this.options, options);
  }

  /** Predictions batch by batch, so that they need not all be in memory. */
  predictStream(learner: Learner, options: PredictOptions = {}): AsyncGenerator<EngineArray> {
    return predictStream(learner, this.options, options);
  }
}

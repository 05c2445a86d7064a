import type { EngineArray } from '../data/computed-array.js';
import type { Learner } from '../learning/learner.js';
import type { ComponentSchema } from '../registry/component.js';
import { validateOptions } from '../registry/validate.js';
import { describeStage } from './describe-stage.js';
import { evaluate } from './evaluate.js';
import type { FitResult } from './fit-result.js';
import { fit } from './fit.js';
import type { Predicted } from '../learning/predictor.js';
import { predict, predictStream } from './predict.js';
import type {
  ActionOptions,
  DescribeOptions,
  FitOptions,
  PredictOptions,
  RequiredLimit,
  TrainerOptions,
} from './trainer-options.js';
import { trainerOptionsSchema } from './trainer-schema.js';
import type { ReportedValues } from './training-events.js';

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
  validate(learner: Learner, options: ActionOptions = {}): Promise<ReportedValues> {
    return evaluate(learner, 'validation', this.options, options);
  }

  /** Loss and metrics on the test data, by full name. */
  test(learner: Learner, options: ActionOptions = {}): Promise<ReportedValues> {
    return evaluate(learner, 'test', this.options, options);
  }

  /** Predictions for all samples, along the first axis. */
  predict(learner: Learner, options: PredictOptions & { readonly as: 'rows' | 'records' }): Promise<readonly unknown[]>;
  predict<Prediction extends Predicted = EngineArray>(
    learner: Learner,
    options?: PredictOptions,
  ): Promise<NoInfer<Prediction>>;
  predict(learner: Learner, options: PredictOptions = {}): Promise<Predicted | readonly unknown[]> {
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
  predictStream(
    learner: Learner,
    options: PredictOptions & { readonly as: 'rows' | 'records' },
  ): AsyncGenerator<readonly unknown[]>;
  predictStream<Prediction extends Predicted = EngineArray>(
    learner: Learner,
    options?: PredictOptions,
  ): AsyncGenerator<NoInfer<Prediction>>;
  predictStream(learner: Learner, options: PredictOptions = {}): AsyncGenerator<Predicted | readonly unknown[]> {
    return predictStream(learner, this.options, options);
  }
}

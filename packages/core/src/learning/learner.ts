import type * as tf from '@tensorflow/tfjs';

import type { DataModule } from '../data/data-module.js';
import type { NdArray } from '../data/nd-array.js';
import type { Stage } from '../data/stage.js';
import type { StepRandom } from '../steps/step-context.js';
import type { ShapeTree } from '../tensorflow/shape-tree.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import { adapted } from '../registry/kind-definition.js';
import type { TensorBatch } from './batches.js';
import { freeze } from './freeze.js';
import type { TreeLoss } from './loss.js';
import type { MeasuredLoss } from './measure-loss.js';
import type { StepClock } from './step-clock.js';
import { metricsByName } from './metrics-by-name.js';
import type { AnyMetric, MetricInput, MetricView } from './metric.js';
import type { Model } from './model.js';
import type { Optimizer } from './optimizer.js';
import type { StateContext, StateOwner } from './owned-state.js';
import type { AnyPredictor } from './predictor.js';
import type { Scheduler } from './scheduler.js';

/** The parts of a learning problem: material, agent, method. */
export interface LearnerParts {
  /** The learning material. */
  readonly data?: DataModule | undefined;
  /** The learning agent. */
  readonly model: Model;
  /** Weights of the model that are not trained, by name: `'encoder/*'`, or a list. Default: none. See {@link freeze}. */
  readonly freeze?: string | readonly string[] | undefined;
  /** What is minimised; `computeLoss` gets it. */
  readonly loss?: TreeLoss | undefined;
  /** How weights follow gradients, one of TensorFlow.js too. Needed to train. */
  readonly optimizer?: Optimizer | tf.Optimizer | undefined;
  /** How the learning rate, and other numbers of the optimizer, change. Default: they do not. */
  readonly scheduler?: Scheduler | undefined;
  /** What is reported: a list, or a record where names must be told apart. */
  readonly metrics?: readonly AnyMetric[] | Readonly<Record<string, AnyMetric>> | undefined;
  /** The downstream task. */
  readonly predictor?: AnyPredictor | undefined;
}

/** How a logged number is gathered and shown. */
export interface LogOptions {
  /** How the values of an epoch become one. Default `'mean'`, weighted by samples or by `weight`. */
  readonly reduce?: 'mean' | 'sum' | 'min' | 'max' | undefined;
  /** Whether the progress bar shows it. Default false. */
  readonly bar?: boolean | undefined;
}

/** What a learner may use in a step. */
export interface LearnerContext {
  /** What the data are used for. */
  readonly stage: Stage;
  /** Whether layers behave as in training. */
  readonly training: boolean;
  /** The model. */
  readonly model: Model;
  /**
   * The loss, if the learner has one; calling it without is a coded error. What its mean divides by goes with its value: a learner
   * that returns it as it is has losses of epochs that do not depend on the batch size.
   */
  readonly loss: TreeLoss;
  /** Random streams. */
  readonly random: StepRandom;
  /** Where the run is. */
  readonly clock: StepClock;
  /** Reports a scalar as `<stage>/<name>`. `weight`, a scalar too, is what its mean divides by. Default: the number of samples. */
  log(name: string, value: tf.Tensor, options?: LogOptions & { readonly weight?: tf.Tensor | undefined }): void;
  /** A number that may change from step to step: `learner.hyper[name]`, or else `initial`. */
  hyper(name: string, initial: number): tf.Scalar;
  /** A value of the learner's own state, by the name that its `state` gives. */
  read(name: string): tf.Tensor;
  /** A new value for a piece of the learner's own state. It counts for what is read after it. */
  write(name: string, value: tf.Tensor): void;
  /**
   * A new value for a weight of the model that is not trained, by its full name: of a teacher, `teacher/dense_0/kernel`, which may be
   * frozen. It counts for what is read after it. `model.read(name)` gives the value.
   *
   * @throws `LML_INVALID_ARGUMENT` outside training, for a name that the model does not have, and for a weight that is trained, which
   * the optimizer writes.
   */
  writeWeight(name: string, value: tf.Tensor): void;
}

/** One of several training steps that take turns on each batch, as in a GAN. */
export interface TrainingStep<Batch extends TensorBatch = TensorBatch, Output extends TensorTree = TensorTree> {
  /** Its name; its loss is logged as `train/<name>/loss`. */
  readonly name: string;
  /** Which weights it trains, of the model, the loss (`loss/…`) and the learner (`learner/…`). Default: all that are trainable. */
  readonly parameters?: ((weight: string) => boolean) | undefined;
  /** Its optimizer, with slots of its own. Default: the learner's. */
  readonly optimizer?: Optimizer | tf.Optimizer | undefined;
  /** How the numbers of its optimizer change; it counts the updates of this step. Default: the learner's. */
  readonly scheduler?: Scheduler | undefined;
  /** It has its turn in each of so many batches, the last of them: 5 for a generator with five updates of its critic. Default 1. */
  readonly every?: number | undefined;
  /** Outputs from a batch. Default: the learner's. */
  batchForward?(batch: Batch, context: LearnerContext): Output;
  /** The loss from outputs and a batch. See {@link Learner.computeLoss}. */
  computeLoss(output: Output, batch: Batch, context: LearnerContext): tf.Tensor | MeasuredLoss;
}

/**
 * A learning problem: data, model, and the method by which the model learns. A subclass says how a batch becomes outputs
 * and how outputs become a loss; training, validation, test and predict steps follow.
 *
 * @example
 * ```ts
 * import { Learner, type LabelledBatch, type LearnerContext } from '@lml/core';
 *
 * class Regression extends Learner<LabelledBatch> {
 *   batchForward({ input }: LabelledBatch, { model }: LearnerContext) {
 *     return model.apply(input);
 *   }
 *   computeLoss(output: ReturnType<this['batchForward']>, { target }: LabelledBatch, { loss }: LearnerContext) {
 *     return loss(output, target);
 *   }
 * }
 * typeof Regression; // => 'function'
 * ```
 */
export abstract class Learner<
  Batch extends TensorBatch = TensorBatch,
  Output extends TensorTree = TensorTree,
> implements StateOwner {
  /** The learning material. */
  data: DataModule | undefined;
  /** The learning agent. */
  readonly model: Model;
  /** What is minimised. */
  readonly loss: TreeLoss | undefined;
  /** How weights follow gradients. */
  readonly optimizer: Optimizer | undefined;
  /** How the numbers of the optimizer change. */
  readonly scheduler: Scheduler | undefined;
  /** What is reported, by name. */
  readonly metrics: Readonly<Record<string, AnyMetric>>;
  /** The downstream task; may be swapped at any time. */
  predictor: AnyPredictor | undefined;
  /** Numbers for `context.hyper`, by name; may be changed between steps. */
  readonly hyper: Record<string, number> = {};

  /** Takes the parts. */
  constructor(options: LearnerParts) {
    this.data = options.data;
    this.model = options.freeze === undefined ? options.model : freeze(options.model, options.freeze);
    this.loss = options.loss;
    this.optimizer = options.optimizer === undefined ? undefined : adapted('optimizer', options.optimizer);
    this.scheduler = options.scheduler;
    this.metrics = metricsByName(options.metrics ?? []);
    this.predictor = options.predictor;
  }

  /** Its own state, if it has any: a temperature, a queue. See {@link ownedState}. */
  state?(context: StateContext): ReturnType<NonNullable<StateOwner['state']>>;
  /** Takes over values of its state. */
  load?(values: Readonly<Record<string, NdArray>>): void;

  /** Outputs from a batch. */
  abstract batchForward(batch: Batch, context: LearnerContext): Output;

  /**
   * The loss, a scalar, from outputs and the batch. What its mean divides by is known where it is what `context.loss` gave; else
   * say it, by {@link measureLoss} or by hand, or it is taken for a mean over samples.
   */
  abstract computeLoss(output: Output, batch: Batch, context: LearnerContext): tf.Tensor | MeasuredLoss;

  /**
   * The shapes of what `batchForward` gives for validation, the model being built: metrics take the number of classes from them.
   * Default: those of the model. A learner whose model is a group says of which member.
   */
  get outputShape(): ShapeTree {
    return this.model.outputShape;
  }

  /**
   * What metrics are shown; of those that look at predictions `prediction` is what the predictor predicts from. Default: the output as
   * prediction, and all of the batch but its input; nothing where that is `undefined`.
   */
  metricInput(output: Output, batch: Batch, _on: MetricView['on'] = 'output'): MetricInput | undefined {
    const { input: _, ...columns } = batch as TensorBatch;
    return { ...columns, prediction: output };
  }

  /** The steps that take turns on each training batch. Default: one, over all trainable weights. */
  trainingSteps(): readonly TrainingStep<Batch, Output>[] | undefined {
    return undefined;
  }
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Learner}. */
    learner: Learner;
  }
}

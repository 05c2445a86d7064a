import type * as tf from '@tensorflow/tfjs';

import type { StateEntry } from '../steps/state.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/** Numbers by name. */
export type NamedNumbers = Readonly<Record<string, number>>;

/** The hyper-numbers of an optimizer by name, the learning rate `lr` among them. */
export interface HyperNumbers {
  readonly [name: string]: number;
  /** The learning rate. */
  readonly lr: number;
}

/** What an update gives: the same names with new values. */
export interface OptimizerUpdate {
  /** New parameters, under the names given. */
  readonly parameters: Tensors;
  /** New slots, under the names given. */
  readonly slots: Tensors;
}

/** The loss and its gradients at some parameters. */
export interface LossGradients {
  /** The loss. */
  readonly loss: tf.Scalar;
  /** The gradients, by parameter. */
  readonly gradients: Tensors;
}

/** How an optimizer evaluates the loss again, within an update. */
export interface LossEvaluation {
  /** The loss whose gradients the update is given. */
  readonly loss: tf.Scalar;
  /**
   * The loss and its gradients at other parameters; those that are left out are as they are. It is evaluated on the same batch, with
   * the same random numbers and the state of before the step; what it writes, logs and adds to metrics is dropped. `transformLoss` of
   * callbacks applies, `transformGradients` and clipping do not.
   *
   * @throws `LML_INVALID_ARGUMENT` where gradients are accumulated: the batches before are gone.
   */
  gradientsAt(parameters: Tensors): LossGradients;
}

/**
 * How weights follow gradients: pure, in TensorFlow.js ops, traced with the step. What changes from step to step (learning
 * rate, bias corrections) is computed on the host in float64 by `hyper` and enters as scalars.
 */
export interface Optimizer {
  /**
   * Its hyper-numbers before any schedule, by name: `lr`, and others that a {@link Scheduler} may change, as `momentum`,
   * `weightDecay`, `beta1`. A number that has no effect, such as a momentum of 0 without a buffer for it, is not among them.
   */
  readonly base: HyperNumbers;
  /** The slots for some parameters, named `<slot>/<parameter>`, with their first values. */
  init(parameters: readonly StateEntry[]): readonly StateEntry[];
  /**
   * The scalars for update `step` (from 0), where the schedule gives `numbers`, of the names of `base`. Names and number of
   * entries never change.
   */
  hyper(step: number, numbers: HyperNumbers): NamedNumbers;
  /**
   * New parameters and slots. `hyper` gives each number of {@link Optimizer.hyper} as a scalar; `evaluation` evaluates the loss
   * elsewhere.
   */
  update(
    parameters: Tensors,
    gradients: Tensors,
    slots: Tensors,
    hyper: Readonly<Record<string, tf.Scalar>>,
    evaluation: LossEvaluation,
  ): OptimizerUpdate;
  /**
   * The parameters that are used, where they are not those that are trained, as averages are. They are validated, saved as
   * the weights of a checkpoint and predicted with. Default: the parameters.
   */
  evaluationParameters?(parameters: Tensors, slots: Tensors): Tensors;
}

/** An optimizer that needs nothing but the gradients. */
export interface GradientOptimizer extends Optimizer {
  /** New parameters and slots. */
  update(
    parameters: Tensors,
    gradients: Tensors,
    slots: Tensors,
    hyper: Readonly<Record<string, tf.Scalar>>,
  ): OptimizerUpdate;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Optimizer}. */
    optimizer: Optimizer;
  }
}

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
  /** New parameters and slots. `hyper` gives each number of {@link Optimizer.hyper} as a scalar. */
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

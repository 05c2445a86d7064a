import * as tf from '@tensorflow/tfjs';

import type { StateEntry, StateSpec } from '../steps/state.js';
import type { Tensors } from '../steps/tensor-tree.js';

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
  /** The learning rate before any schedule. */
  readonly lr: number;
  /** The slots for some parameters, named `<slot>/<parameter>`, with their first values. */
  init(parameters: readonly StateSpec[]): readonly StateEntry[];
  /** The numbers for update `step` (from 0) at learning rate `lr`. Names and number of entries never change. */
  hyper(step: number, lr: number): Readonly<Record<string, number>>;
  /** New parameters and slots. `hyper` gives each number of {@link Optimizer.hyper} as a scalar. */
  update(
    parameters: Tensors,
    gradients: Tensors,
    slots: Tensors,
    hyper: Readonly<Record<string, tf.Scalar>>,
  ): OptimizerUpdate;
}

/** A parameter after an update; its slots stand beside it. */
export interface UpdatedParameter {
  /** The new value. */
  readonly parameter: tf.Tensor;
}

/** An optimizer that treats each parameter by itself, as most do. */
export interface ElementwiseOptimizer<Slot extends string> {
  /** The learning rate before any schedule. */
  readonly lr: number;
  /** The slots of a parameter, of its shape, with the value that they start with. */
  readonly slots: Readonly<Record<Slot, number>>;
  /** The numbers for update `step` (from 0) at learning rate `lr`. */
  hyper(step: number, lr: number): Readonly<Record<string, number>>;
  /** The new parameter and its new slots. */
  update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    slots: Readonly<Record<Slot, tf.Tensor>>,
    hyper: Readonly<Record<string, tf.Scalar>>,
  ): UpdatedParameter & Readonly<Record<Slot, tf.Tensor>>;
}

/**
 * Makes an {@link Optimizer} of a rule for one parameter.
 *
 * @example
 * ```ts
 * import { elementwiseOptimizer } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const plain = elementwiseOptimizer({
 *   lr: 0.5,
 *   slots: {},
 *   hyper: (_step, lr) => ({ lr }),
 *   update: (parameter, gradient, _slots, { lr }) => ({ parameter: tf.sub(parameter, tf.mul(lr!, gradient)) }),
 * });
 * plain.update({ w: tf.scalar(3) }, { w: tf.scalar(2) }, {}, { lr: tf.scalar(0.5) }).parameters.w; // => 2
 * ```
 */
export function elementwiseOptimizer<Slot extends string>(rule: ElementwiseOptimizer<Slot>): Optimizer {
  const slotNames = Object.keys(rule.slots) as Slot[];
  return {
    lr: rule.lr,
    hyper: (step, lr) => rule.hyper(step, lr),
    init: (parameters) =>
      slotNames.flatMap((slot) =>
        parameters.map(({ name, shape }) => ({
          name: `${slot}/${name}`,
          shape,
          dtype: 'float32' as const,
          trainable: false,
          value: filled(shape, rule.slots[slot]),
        })),
      ),
    update(parameters, gradients, slots, hyper) {
      const newParameters: Record<string, tf.Tensor> = {};
      const newSlots: Record<string, tf.Tensor> = {};
      for (const [name, parameter] of Object.entries(parameters)) {
        const own = Object.fromEntries(slotNames.map((slot) => [slot, slots[`${slot}/${name}`]!]));
        // Frees what is in between, which the step would hold for all weights to its end.
        const updated = tf.tidy(() => rule.update(parameter, gradients[name]!, own as Record<Slot, tf.Tensor>, hyper));
        newParameters[name] = updated.parameter;
        for (const slot of slotNames) newSlots[`${slot}/${name}`] = updated[slot];
      }
      return { parameters: newParameters, slots: newSlots };
    },
  };
}

function filled(shape: readonly number[], value: number): StateEntry['value'] {
  const length = shape.reduce((product, size) => product * size, 1);
  return { dtype: 'float32', shape, data: new Float32Array(length).fill(value) };
}

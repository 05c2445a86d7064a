import * as tf from '@tensorflow/tfjs';

import type { StateSpec } from '../steps/state.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import type { ScalarsFor, UpdatedParameter } from './elementwise-optimizer.js';
import { slotEntry, writeSlots } from './optimizer-slots.js';
import type { GradientOptimizer, HyperNumbers, NamedNumbers } from './optimizer.js';

/** An optimizer whose rule needs a parameter as a whole, with its shape: for norms, rows and columns, products of matrices. */
export interface ParameterwiseOptimizer<Base extends HyperNumbers, Hyper extends NamedNumbers> {
  /** Its hyper-numbers before any schedule, see {@link Optimizer.base}. */
  readonly base: Base;
  /** The slots of a parameter by name, with their shapes; they start at 0. */
  slots(parameter: StateSpec): Readonly<Record<string, readonly number[]>>;
  /** The scalars for update `step` (from 0), where the schedule gives `numbers`. */
  hyper(step: number, numbers: Base): Hyper;
  /** The new parameter and its new slots. */
  update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    slots: Tensors,
    hyper: ScalarsFor<Hyper>,
  ): UpdatedParameter & Tensors;
}

/**
 * Makes an {@link Optimizer} of a rule for one parameter, see {@link ParameterwiseOptimizer}.
 *
 * @example
 * ```ts
 * import { parameterwiseOptimizer } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const unit = parameterwiseOptimizer({
 *   base: { lr: 0.5 },
 *   slots: () => ({}),
 *   hyper: (_step, { lr }) => ({ lr }),
 *   update: (parameter, gradient, _slots, { lr }) => ({
 *     parameter: tf.sub(parameter, tf.mul(lr, tf.div(gradient, tf.norm(gradient)))),
 *   }),
 * });
 * unit.update({ w: tf.tensor1d([1, 1]) }, { w: tf.tensor1d([3, 4]) }, {}, { lr: tf.scalar(0.5) }).parameters.w; // => [0.7, 0.6]
 * ```
 */
export function parameterwiseOptimizer<Base extends HyperNumbers, Hyper extends NamedNumbers>(
  rule: ParameterwiseOptimizer<Base, Hyper>,
): GradientOptimizer {
  return {
    base: rule.base,
    hyper: (step, numbers) => rule.hyper(step, numbers as Base),
    init: (parameters) =>
      parameters.flatMap((spec) =>
        Object.entries(rule.slots(spec)).map(([slot, shape]) => slotEntry(`${slot}/${spec.name}`, shape)),
      ),
    update(parameters, gradients, slots, hyper) {
      const owned: Record<string, Record<string, tf.Tensor>> = {};
      for (const [full, value] of Object.entries(slots)) {
        const end = full.indexOf('/');
        (owned[full.slice(end + 1)] ??= {})[full.slice(0, end)] = value;
      }
      const results = Object.entries(parameters).map(([name, parameter]) => {
        const given = owned[name] ?? {};
        const updated = tf.tidy(() => rule.update(parameter, gradients[name]!, given, hyper as ScalarsFor<Hyper>));
        return [name, updated, Object.keys(given)] as const;
      });
      return {
        parameters: Object.fromEntries(results.map(([name, { parameter }]) => [name, parameter])),
        slots: Object.assign(
          {},
          ...results.flatMap(([name, updated, own]) => own.map((slot) => writeSlots(slot, { [name]: updated[slot]! }))),
        ),
      };
    },
  };
}

import type * as tf from '@tensorflow/tfjs';

import { elementwise } from './elementwise.js';
import { readSlots, slotEntries, writeSlots, type SlotStart } from './optimizer-slots.js';
import type { GradientOptimizer, HyperNumbers, NamedNumbers } from './optimizer.js';

/** A parameter after an update; its slots stand beside it. */
export interface UpdatedParameter {
  /** The new value. */
  readonly parameter: tf.Tensor;
}

/** Slots by name, with what they start with. */
export type NamedSlots = Readonly<Record<string, SlotStart>>;

/** A tensor for each of some {@link NamedNumbers} or {@link NamedSlots}, under its name. */
export type TensorsFor<Names> = { readonly [Name in keyof Names]: tf.Tensor };

/** A scalar for each of some {@link NamedNumbers}, under its name. */
export type ScalarsFor<Numbers> = { readonly [Name in keyof Numbers]: tf.Scalar };

/**
 * An optimizer that treats each number of a parameter by itself, as most do: its rule works element by element, and knows
 * neither the shape of a parameter nor which one it is. So an engine may update all parameters at once as one vector, in
 * which they stand one after the other. A rule that needs a parameter as a whole is a {@link ParameterwiseOptimizer}; one that
 * sums over all parameters is an {@link Optimizer}, and what it does element by element goes through {@link elementwise}.
 */
export interface ElementwiseOptimizer<Base extends HyperNumbers, Slots extends NamedSlots, Hyper extends NamedNumbers> {
  /** Its hyper-numbers before any schedule, see {@link Optimizer.base}. */
  readonly base: Base;
  /** The slots of a parameter, of its shape, with what they start with: a number, or `'parameter'`. */
  readonly slots: Slots;
  /** The scalars for update `step` (from 0), where the schedule gives `numbers`. */
  hyper(step: number, numbers: Base): Hyper;
  /** The new parameter and its new slots, element by element. */
  update(
    parameter: tf.Tensor,
    gradient: tf.Tensor,
    slots: TensorsFor<Slots>,
    hyper: ScalarsFor<Hyper>,
  ): UpdatedParameter & TensorsFor<Slots>;
  /** The value that is used for a parameter, see {@link Optimizer.evaluationParameters}. Default: the parameter. */
  evaluationParameter?(parameter: tf.Tensor, slots: TensorsFor<Slots>): tf.Tensor;
}

/**
 * Makes an {@link Optimizer} of a rule for one number, see {@link ElementwiseOptimizer}.
 *
 * @example
 * ```ts
 * import { elementwiseOptimizer } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const plain = elementwiseOptimizer({
 *   base: { lr: 0.5 },
 *   slots: {},
 *   hyper: (_step, { lr }) => ({ lr }),
 *   update: (parameter, gradient, _slots, { lr }) => ({ parameter: tf.sub(parameter, tf.mul(lr, gradient)) }),
 * });
 * plain.update({ w: tf.scalar(3) }, { w: tf.scalar(2) }, {}, { lr: tf.scalar(0.5) }).parameters.w; // => 2
 * ```
 */
export function elementwiseOptimizer<Base extends HyperNumbers, Slots extends NamedSlots, Hyper extends NamedNumbers>(
  rule: ElementwiseOptimizer<Base, Slots, Hyper>,
): GradientOptimizer {
  const slotNames = Object.keys(rule.slots);
  const byName = (tensors: readonly tf.Tensor[]): TensorsFor<Slots> =>
    Object.fromEntries(slotNames.map((slot, index) => [slot, tensors[index]!])) as TensorsFor<Slots>;
  return {
    base: rule.base,
    hyper: (step, numbers) => rule.hyper(step, numbers as Base),
    init: (parameters) => slotNames.flatMap((slot) => slotEntries(slot, parameters, rule.slots[slot])),
    update(parameters, gradients, slots, hyper) {
      const names = Object.keys(parameters);
      const own = slotNames.map((slot) => readSlots(slot, slots, names));
      const [updated, ...next] = elementwise<tf.Tensor[]>(
        [parameters, gradients, ...own],
        (value, gradient, ...rest) => {
          const result: UpdatedParameter & Readonly<Record<string, tf.Tensor>> = rule.update(
            value,
            gradient,
            byName(rest),
            hyper as ScalarsFor<Hyper>,
          );
          return [result.parameter, ...slotNames.map((slot) => result[slot]!)];
        },
      );
      return {
        parameters: updated ?? {},
        slots: Object.assign({}, ...next.map((tensors, index) => writeSlots(slotNames[index]!, tensors))),
      };
    },
    ...(rule.evaluationParameter !== undefined && {
      evaluationParameters(parameters, slots) {
        const names = Object.keys(parameters);
        const own = slotNames.map((slot) => readSlots(slot, slots, names));
        const [used] = elementwise([parameters, ...own], (value, ...rest) => [
          rule.evaluationParameter!(value, byName(rest)),
        ]);
        return used;
      },
    }),
  };
}

import * as tf from '@tensorflow/tfjs';

import { pack } from '../composites/pack.js';
import { unpack } from '../composites/unpack.js';
import { offersComposites } from '../steps/composite.js';
import type { StateEntry } from '../steps/state.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import type { GradientOptimizer, HyperNumbers, NamedNumbers } from './optimizer.js';

/** A parameter after an update; its slots stand beside it. */
export interface UpdatedParameter {
  /** The new value. */
  readonly parameter: tf.Tensor;
}

/** A tensor for each of some {@link NamedNumbers}, under its name. */
export type TensorsFor<Numbers> = { readonly [Name in keyof Numbers]: tf.Tensor };

/** A scalar for each of some {@link NamedNumbers}, under its name. */
export type ScalarsFor<Numbers> = { readonly [Name in keyof Numbers]: tf.Scalar };

/**
 * An optimizer that treats each number of a parameter by itself, as most do: its rule works element by element, and knows
 * neither the shape of a parameter nor which one it is. So an engine may update all parameters at once as one vector, in
 * which they stand one after the other. A rule with norms or sums over a parameter (LARS, Adafactor) is an
 * {@link Optimizer} of its own.
 */
export interface ElementwiseOptimizer<
  Base extends HyperNumbers,
  Slots extends NamedNumbers,
  Hyper extends NamedNumbers,
> {
  /** Its hyper-numbers before any schedule, see {@link Optimizer.base}. */
  readonly base: Base;
  /** The slots of a parameter, of its shape, with the value that they start with. */
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
export function elementwiseOptimizer<Base extends HyperNumbers, Slots extends NamedNumbers, Hyper extends NamedNumbers>(
  rule: ElementwiseOptimizer<Base, Slots, Hyper>,
): GradientOptimizer {
  const slotNames = Object.keys(rule.slots);
  return {
    base: rule.base,
    hyper: (step, numbers) => rule.hyper(step, numbers as Base),
    init: (parameters) =>
      slotNames.flatMap((slot) =>
        parameters.map(({ name, shape }) => ({
          name: `${slot}/${name}`,
          shape,
          dtype: 'float32' as const,
          trainable: false,
          value: filled(shape, rule.slots[slot]!),
        })),
      ),
    update(parameters, gradients, slots, hyper) {
      const names = Object.keys(parameters);
      const find = (name: string): Operands => ({
        parameter: parameters[name]!,
        gradient: gradients[name]!,
        slots: Object.fromEntries(slotNames.map((slot) => [slot, slots[`${slot}/${name}`]!])),
      });
      // Frees what is in between, which the step would hold for all weights to its end.
      const apply = ({ parameter, gradient, slots }: Operands): Updated =>
        tf.tidy(() => rule.update(parameter, gradient, slots as TensorsFor<Slots>, hyper as ScalarsFor<Hyper>));
      // Joining and cutting costs eager kernels more than it saves; an engine that compiles keeps all of it joined.
      const updated =
        offersComposites() && names.length > 1
          ? updateJoined(names, names.map(find), slotNames, apply)
          : names.map((name) => apply(find(name)));
      const entries = (slot: string): [string, tf.Tensor][] =>
        names.map((name, index) => [`${slot}/${name}`, updated[index]![slot]!]);
      return {
        parameters: Object.fromEntries(names.map((name, index) => [name, updated[index]!.parameter])),
        slots: Object.fromEntries(slotNames.flatMap(entries)),
      };
    },
  };
}

/** What the rule takes. */
interface Operands {
  readonly parameter: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly slots: Tensors;
}
/** What it gives. */
type Updated = UpdatedParameter & Tensors;

/** One update of the vector in which all parameters stand, with the gradients and each slot joined alike. */
function updateJoined(
  names: readonly string[],
  operands: readonly Operands[],
  slotNames: readonly string[],
  apply: (operands: Operands) => Updated,
): Updated[] {
  const group = names.join(' ');
  const shapes = operands.map(({ parameter }) => parameter.shape);
  const join = (of: (operands: Operands) => tf.Tensor): tf.Tensor => pack(operands.map(of), group);
  return tf.tidy(() => {
    const joined = apply({
      parameter: join(({ parameter }) => parameter),
      gradient: join(({ gradient }) => gradient),
      slots: Object.fromEntries(slotNames.map((slot) => [slot, join(({ slots }) => slots[slot]!)])),
    });
    const parts = ['parameter', ...slotNames].map((key) => [key, unpack(joined[key]!, group, shapes)] as const);
    return names.map(
      (_, index) => Object.fromEntries(parts.map(([key, tensors]) => [key, tensors[index]!])) as Updated,
    );
  });
}

function filled(shape: readonly number[], value: number): StateEntry['value'] {
  const length = shape.reduce((product, size) => product * size, 1);
  return { dtype: 'float32', shape, data: new Float32Array(length).fill(value) };
}

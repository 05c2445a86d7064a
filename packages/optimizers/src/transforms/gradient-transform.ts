import type { NamedNumbers, NamedSlots, ScalarsFor, Tensors, TensorsFor } from '@lml/core';
import type * as tf from '@tensorflow/tfjs';

/** What goes through a {@link chain}, from transform to transform. */
export interface Descent {
  /** The parameter. */
  readonly parameter: tf.Tensor;
  /** What is to be subtracted from it; at first the gradient. */
  readonly gradient: tf.Tensor;
}

/**
 * One link of a {@link chain}: it changes the gradient, or the parameter, element by element. It may remember slots for
 * each parameter, and be told numbers that the host computes for each update.
 */
export interface GradientTransform<Base extends NamedNumbers, Slots extends NamedSlots, Hyper extends NamedNumbers> {
  /** Its own hyper-numbers before any schedule, by name; the learning rate is the optimizer's. */
  readonly base: Base;
  /** The slots of a parameter, of its shape, with what they start with: a number, or `'parameter'`. */
  readonly slots: Slots;
  /** The scalars for update `step` (from 0), where the schedule gives `numbers`. */
  hyper(step: number, numbers: Base & { readonly lr: number }): Hyper;
  /** What goes on, with the new slots beside it. What is left out stays as it is. */
  update(descent: Descent, slots: TensorsFor<Slots>, hyper: ScalarsFor<Hyper>): Partial<Descent> & TensorsFor<Slots>;
}

/** A {@link GradientTransform} in a chain, where the names of its slots and numbers do not matter. */
export type AnyGradientTransform = GradientTransform<NamedNumbers, NamedSlots, NamedNumbers>;

/** One link of a {@link chain} that looks at whole gradients, of one parameter or of all: by their norms, say. */
export interface WholeTransform {
  /** What is to be subtracted from the parameters instead. */
  updateAll(gradients: Tensors, parameters: Tensors): Tensors;
}

/** Names the slots and numbers of a transform for the compiler, by what is given. */
export function gradientTransform<Base extends NamedNumbers, Slots extends NamedSlots, Hyper extends NamedNumbers>(
  transform: GradientTransform<Base, Slots, Hyper>,
): GradientTransform<Base, Slots, Hyper> {
  return transform;
}

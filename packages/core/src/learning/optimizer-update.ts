import type * as tf from '@tensorflow/tfjs';

import type { StepContext } from '../steps/step-context.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import type { Learner } from './learner.js';
import type { LossEvaluation, Optimizer } from './optimizer.js';
import { hookContext, type StepHooks } from './step-hooks.js';

/** An optimizer in a training step. */
export interface StepOptimizer {
  /** The optimizer. */
  readonly optimizer: Optimizer;
  /** What stands before the names of its slots and scalars. */
  readonly prefix: string;
  /** The names of its scalars. */
  readonly scalars: readonly string[];
  /** The names of what is trained and none of the model's: the state of a loss and a learner. */
  readonly owned: ReadonlySet<string>;
}

/** Makes an update: gradients through the hooks, the optimizer, its result through the hooks, all into the state. */
export function updateParameters(
  learner: Learner,
  own: StepOptimizer,
  hooks: readonly StepHooks[],
  {
    parameters,
    gradients,
    ...evaluation
  }: LossEvaluation & { readonly parameters: Tensors; readonly gradients: Tensors },
  context: StepContext,
): void {
  const { optimizer, prefix, scalars, owned } = own;
  const seen = hookContext(context);
  const changed = hooks.reduce((current, hook) => hook.transformGradients?.(current, seen) ?? current, gradients);
  const hyper = Object.fromEntries(scalars.map((name) => [name, context.hyper(prefix + name)]));
  const result = optimizer.update(parameters, changed, slotsOf(own, context), hyper, evaluation);
  const { model } = learner;
  const constrained = (name: string, value: tf.Tensor): tf.Tensor =>
    (owned.has(name) ? undefined : model.constrain?.(name, value)) ?? value;
  // Hooks see what is kept.
  const kept = Object.fromEntries(Object.entries(result.parameters).map(([name, value]) => [name, constrained(name, value)])); // prettier-ignore
  const updated = hooks.reduce((current, hook) => hook.transformUpdate?.(current, parameters, seen) ?? current, kept);
  for (const [name, value] of Object.entries(updated))
    context.write(name, value === kept[name] ? value : constrained(name, value));
  for (const [name, value] of Object.entries(result.slots)) context.write(prefix + name, value);
}

/** The slots of an optimizer, by its own names. */
export function slotsOf({ prefix }: StepOptimizer, context: StepContext): Tensors {
  const names = context.names.filter((name) => name.startsWith(prefix));
  return Object.fromEntries(names.map((name) => [name.slice(prefix.length), context.read(name)]));
}

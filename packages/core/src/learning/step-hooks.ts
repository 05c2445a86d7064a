import type * as tf from '@tensorflow/tfjs';

import { scopedContext, type StepContext } from '../steps/step-context.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import { stepClock, type StepClock } from './step-clock.js';

/** What a hook sees of a step. What it reads, writes and draws has names of its own. */
export interface WeightContext extends StepContext {
  /**
   * The value that a weight of the model has at this place in the step, buffers too, or a piece of state of loss and learner, by its
   * full name.
   */
  readWeight(name: string): tf.Tensor;
}

/** What a hook sees of a training step. */
export interface HookContext extends WeightContext {
  /** Where the run is. */
  readonly clock: StepClock;
}

/** Pure functions that are part of the training step; a callback may have any of them. */
export interface StepHooks {
  /** The loss that is differentiated, from the one computed. */
  transformLoss?(loss: tf.Scalar, context: HookContext): tf.Scalar;
  /** The gradients that the optimizer gets, by weight. */
  transformGradients?(gradients: Tensors, context: HookContext): Tensors;
  /** The weights that are kept, from those before and those that the optimizer gives. */
  transformUpdate?(updated: Tensors, before: Tensors, context: HookContext): Tensors;
  /**
   * The weights that are used, from those that the optimizers give: others may take their place, averages say, and buffers of the
   * model may be added. They are validated, saved as the weights of a checkpoint and predicted with.
   */
  evaluationParameters?(parameters: Tensors, context: WeightContext): Tensors;
}

/** A step as `evaluationParameters` sees it, by full names. */
export function weightContext(context: StepContext): WeightContext {
  return Object.assign(scopedContext(context, ''), { readWeight: (name: string) => context.read(name) });
}

/** A training step as hooks see it, by full names. */
export function hookContext(context: StepContext): HookContext {
  return Object.assign(weightContext(context), { clock: stepClock(context) });
}

/** The same with names under a prefix, but for those of weights. */
export function scopedWeightContext(context: WeightContext, prefix: string): WeightContext {
  return Object.assign(scopedContext(context, prefix), { readWeight: context.readWeight });
}

/** The same with names under a prefix: of state, random streams and numbers. Those of weights, and the clock, stay as they are. */
export function scopedHookContext(context: HookContext, prefix: string): HookContext {
  const { clock, readWeight } = context;
  const hyper: StepContext['hyper'] = (name, ...rest) => context.hyper(prefix + name, ...rest);
  return Object.assign(scopedContext(context, prefix), { clock, readWeight, hyper });
}

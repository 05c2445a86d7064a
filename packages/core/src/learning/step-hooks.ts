import type * as tf from '@tensorflow/tfjs';

import type { StepContext } from '../steps/step-context.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/** Pure functions that are part of the training step; a callback may have any of them. */
export interface StepHooks {
  /** The loss that is differentiated, from the one computed. */
  transformLoss?(loss: tf.Scalar, context: StepContext): tf.Scalar;
  /** The gradients that the optimizer gets, by weight. */
  transformGradients?(gradients: Tensors, context: StepContext): Tensors;
  /** The weights that are kept, from those before and those that the optimizer gives. */
  transformUpdate?(updated: Tensors, before: Tensors, context: StepContext): Tensors;
  /**
   * The weights that are used, from those that the optimizers give: others may take their place, averages say. They are
   * validated, saved as the weights of a checkpoint and predicted with.
   */
  evaluationParameters?(parameters: Tensors, context: StepContext): Tensors;
}

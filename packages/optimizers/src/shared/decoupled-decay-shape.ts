import { z } from 'zod';

/** The option of optimizers that decay weights in either way, as an entry of a zod object. */
export const decoupledDecayShape = {
  /**
   * Whether weights decay by themselves, by the learning rate times λ, and not through the gradient. Default: `false`.
   */
  decoupledWeightDecay: z
    .boolean()
    .default(false)
    .describe('Whether weights decay by themselves, by the learning rate times λ, and not through the gradient.'),
};

/** The same of those that let weights decay by themselves if nothing is said. */
export const decoupledByDefaultShape = {
  /** Whether weights decay by themselves, by the learning rate times λ, and not through the gradient. Default: `true`. */
  decoupledWeightDecay: z
    .boolean()
    .default(true)
    .describe('Whether weights decay by themselves, by the learning rate times λ, and not through the gradient.'),
};

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

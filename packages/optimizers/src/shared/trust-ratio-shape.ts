import { z } from 'zod';

/** The option of optimizers that scale steps to the norm of weights, as an entry of a zod object. */
export const trustRatioShape = {
  /**
   * Whether steps are scaled to the norm of the weights. Biases in a group of their own mostly are not. Default: `true`.
   */
  trustRatio: z
    .boolean()
    .default(true)
    .describe('Whether steps are scaled to the norm of the weights. Biases in a group of their own mostly are not.'),
};

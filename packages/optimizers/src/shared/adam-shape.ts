import { z } from 'zod';

import { keptFraction, nonNegative } from './fields.js';

/** The options that Adam and AdamW share, as entries of a zod object. */
export const adamShape = {
  /** Learning rate. Default: `1e-3`. */
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  /** How much of the running means of the gradient and of its square is kept in each step. Default: `[0.9, 0.999]`. */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe('How much of the running means of the gradient and of its square is kept in each step.'),
  /** Added to the root of the second moment, against division by zero. Default: `1e-8`. */
  eps: nonNegative('eps').default(1e-8).describe('Added to the root of the second moment, against division by zero.'),
  /** Whether to divide by the largest second moment so far. Default: `false`. */
  amsgrad: z.boolean().default(false).describe('Whether to divide by the largest second moment so far.'),
  /** Whether to follow the gradient upwards instead of downwards. Default: `false`. */
  maximize: z.boolean().default(false).describe('Whether to follow the gradient upwards instead of downwards.'),
};

import { z } from 'zod';

import { keptFraction, nonNegative } from './fields.js';

/** The options that Adam and AdamW share, as entries of a zod object. */
export const adamFields = {
  lr: nonNegative('the learning rate').default(1e-3).describe('Learning rate.'),
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe('How much of the running means of the gradient and of its square is kept in each step.'),
  eps: nonNegative('eps').default(1e-8).describe('Added to the root of the second moment, against division by zero.'),
  amsgrad: z.boolean().default(false).describe('Whether to divide by the largest second moment so far.'),
  maximize: z.boolean().default(false).describe('Whether to follow the gradient upwards instead of downwards.'),
};

import { z } from 'zod';

import { keptFraction, nonNegative } from './fields.js';

/** The options of optimizers with two moments, as entries of a zod object. */
export const momentsShape = {
  /** How much of the running means of the gradient and of its square is kept in each step. Default: `[0.9, 0.999]`. */
  betas: z
    .tuple([keptFraction(), keptFraction()])
    .readonly()
    .default([0.9, 0.999])
    .describe('How much of the running means of the gradient and of its square is kept in each step.'),
  /** Added to the root of the second moment, against division by zero. Default: `1e-8`. */
  eps: nonNegative('eps').default(1e-8).describe('Added to the root of the second moment, against division by zero.'),
};

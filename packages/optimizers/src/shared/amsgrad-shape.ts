import { z } from 'zod';

/** The option of optimizers that may keep the largest second moment, as an entry of a zod object. */
export const amsgradShape = {
  /** Whether to divide by the largest second moment so far. Default: `false`. */
  amsgrad: z.boolean().default(false).describe('Whether to divide by the largest second moment so far.'),
};

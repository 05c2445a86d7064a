import { z } from 'zod';

/** The option that turns an optimizer around, as an entry of a zod object. */
export const maximizeShape = {
  /** Whether to follow the gradient upwards instead of downwards. Default: `false`. */
  maximize: z.boolean().default(false).describe('Whether to follow the gradient upwards instead of downwards.'),
};

import { z } from 'zod';

/** A factor of the time that is given in code, as an entry of a zod object. */
export const factorShape = {
  /** The factor for so many steps or epochs, a function, so only in code. */
  factor: z
    .custom<(now: number) => number>((value) => typeof value === 'function', 'must be a function of a number, in code')
    .describe('The factor for so many steps or epochs, a function, so only in code.'),
};

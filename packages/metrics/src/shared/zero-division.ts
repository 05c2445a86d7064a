import { z } from 'zod';

/** The option `zeroDivision`, as an entry of a zod object. */
export const zeroDivisionShape = {
  /** The score where it would divide by zero. Default: `0`. */
  zeroDivision: z
    .union([z.literal(0), z.literal(1)])
    .default(0)
    .describe('The score where it would divide by zero.'),
};

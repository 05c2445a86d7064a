import { z } from 'zod';

/** A number of samples at most, or `null` for all of them. */
export function subsampleOption(usual: number): z.ZodDefault<z.ZodNullable<z.ZodInt>> {
  return z.int().min(1).nullable().default(usual);
}

/** A seed of NumPy's `RandomState`. */
export const seedOption: z.ZodDefault<z.ZodInt> = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
  .default(0);

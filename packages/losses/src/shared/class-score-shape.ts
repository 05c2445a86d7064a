import type { reductionShape } from '@lml/core';
import { z } from 'zod';

/** The options of every loss of class scores, as entries of a zod object. */
export const classScoreShape = {
  /** One weight a class, not negative, or 'balanced' by how seldom each is in the training data. Default: 1 each. */
  weight: z
    .union([z.array(z.number().nonnegative()).min(1), z.literal('balanced')])
    .optional()
    .describe(
      "One weight a class, not negative, or 'balanced' by how seldom each is in the training data. Default: 1 each.",
    ),
  /** The class index whose samples count for nothing. Default: `-100`. */
  ignoreIndex: z.int().default(-100).describe('The class index whose samples count for nothing.'),
};

/** The options of every loss of class scores. */
export interface ClassScoreOptions
  extends z.input<z.ZodObject<typeof classScoreShape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** {@link ClassScoreOptions} with their defaults filled in. */
export type ClassScoreSettings = z.output<z.ZodObject<typeof classScoreShape & typeof reductionShape>>;

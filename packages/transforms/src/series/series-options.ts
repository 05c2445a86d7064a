import { z } from 'zod';

/** Options of what looks at earlier steps. */
export const padShape = {
  /**
   * What stands for the first steps, which have no earlier ones: they are left out of all features, or are missing, or 0.
   * Default: `'drop'`.
   */
  pad: z
    .enum(['drop', 'nan', 'zero'])
    .default('drop')
    .describe(
      'What stands for the first steps, which have no earlier ones: they are left out of all features, or are missing, or 0.',
    ),
};

/** Options of what adds features. */
export const keepShape = {
  /** Whether the features themselves are kept. Default: `true`. */
  keep: z.boolean().default(true).describe('Whether the features themselves are kept.'),
};

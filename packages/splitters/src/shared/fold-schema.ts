import { z } from 'zod';

import { randomStateOption } from './random-state-option.js';

/** How many folds, as an option. */
export const foldCountShape = {
  /** Number of folds, 2 or more. Default: `5`. */
  nSplits: z
    .number()
    .int({ error: ({ input }) => `the number of folds must be a whole number, got ${String(input)}` })
    .min(2, {
      error: ({ input }) =>
        `k-fold cross-validation requires at least one train/test split by setting nSplits to 2 or more, got ${String(input)}`,
    })
    .default(5)
    .describe('Number of folds, 2 or more.'),
};

/** The options that all kinds of k-fold share. */
export const foldShape = {
  ...foldCountShape,
  /** Whether samples are put into random order before they are dealt. Default: `false`. */
  shuffle: z.boolean().default(false).describe('Whether samples are put into random order before they are dealt.'),
  /**
   * The seed of the shuffle, an integer below 2³², with which each call of split gives the same folds; or a generator,
   * which goes on from call to call. Only with shuffle. Default: 0.
   */
  randomState: randomStateOption()
    .optional()
    .describe(
      'The seed of the shuffle, an integer below 2³², with which each call of split gives the same folds; or a generator, which goes on from call to call. Only with shuffle. Default: 0.',
    ),
};

/** The schema of {@link foldShape}, with what goes together. */
export const foldOptions = z
  .strictObject(foldShape)
  .refine(({ shuffle, randomState }) => shuffle || randomState === undefined, {
    path: ['randomState'],
    error: 'has no effect where shuffle is false; leave it out, or set shuffle to true',
  });

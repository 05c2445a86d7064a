import { z } from 'zod';

import { randomStateOption } from './random-state-option.js';

/** The schema of the options that all kinds of k-fold share. */
export function foldSchema() {
  return z
    .strictObject({
      nSplits: z
        .number()
        .int({ error: ({ input }) => `the number of folds must be a whole number, got ${String(input)}` })
        .min(2, {
          error: ({ input }) =>
            `k-fold cross-validation requires at least one train/test split by setting nSplits to 2 or more, got ${String(input)}`,
        })
        .default(5)
        .describe('Number of folds.'),
      shuffle: z.boolean().default(false).describe('Whether samples are put into random order before they are dealt.'),
      randomState: randomStateOption()
        .optional()
        .describe('Seed, or generator, of the shuffle. Default 0; to be left out where nothing is shuffled.'),
    })
    .refine(({ shuffle, randomState }) => shuffle || randomState === undefined, {
      path: ['randomState'],
      error: 'has no effect where shuffle is false; leave it out, or set shuffle to true',
    });
}

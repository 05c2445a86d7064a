import { z } from 'zod';

import { isSize } from './part-sizes.js';
import { randomStateOption } from './random-state-option.js';

/** The size of a part, as an option. */
export function sizeOption(): z.ZodNumber {
  const error = ({ input }: { input?: unknown }): string =>
    `a size must be a fraction between 0 and 1, or a whole number from 1, got ${String(input)}`;
  return z.number().refine(isSize, { error });
}

/** Refuses fractions that are more than all together. */
export function checkFractions({ value: { testSize = 0, trainSize = 0 }, issues }: z.core.ParsePayload<Sizes>): void {
  if (testSize >= 1 || trainSize >= 1 || testSize + trainSize <= 1) return;
  issues.push({
    code: 'custom',
    input: trainSize,
    path: ['trainSize'],
    message: 'the sum of the fractions testSize and trainSize must be at most 1; reduce one of them',
  });
}

interface Sizes {
  testSize?: number | undefined;
  trainSize?: number | undefined;
}

/** The options that splitters share which draw parts anew for each split. */
export const shuffleShape = {
  /** Number of splits, each drawn anew. Default: `10`. */
  nSplits: z.int().min(1).default(10).describe('Number of splits, each drawn anew.'),
  /**
   * Size of the part to test on: below 1 a fraction of all samples, rounded up, from 1 a count. Default: what trainSize
   * leaves, or a tenth.
   */
  testSize: sizeOption()
    .optional()
    .describe(
      'Size of the part to test on: below 1 a fraction of all samples, rounded up, from 1 a count. Default: what trainSize leaves, or a tenth.',
    ),
  /**
   * Size of the part to train on: below 1 a fraction of all samples, rounded down, from 1 a count. Default: what testSize
   * leaves.
   */
  trainSize: sizeOption()
    .optional()
    .describe(
      'Size of the part to train on: below 1 a fraction of all samples, rounded down, from 1 a count. Default: what testSize leaves.',
    ),
  /**
   * The seed, an integer below 2³², with which each call of split gives the same parts; or a generator, which goes on as
   * splits are read. Default: 0.
   */
  randomState: randomStateOption()
    .optional()
    .describe(
      'The seed, an integer below 2³², with which each call of split gives the same parts; or a generator, which goes on as splits are read. Default: 0.',
    ),
};

/** The schema of {@link shuffleShape}, with what goes together. */
export const shuffleOptions = z.strictObject(shuffleShape).check(checkFractions);

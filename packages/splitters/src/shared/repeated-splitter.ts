import type { RandomState, Splitter } from '@lml/core';
import { z } from 'zod';

import { requireFolds } from './checks.js';
import { foldCountShape } from './fold-schema.js';
import { dealtFolds, type Dealer } from './k-fold-splitter.js';
import { randomStateOf, randomStateOption } from './random-state-option.js';

/** The options that repeated splitters share. */
export const repeatedShape = {
  ...foldCountShape,
  /** How often samples are dealt anew. Default: `10`. */
  nRepeats: z.int().min(1).default(10).describe('How often samples are dealt anew.'),
  /**
   * The seed of all repeats, an integer below 2³², with which each call of split gives the same folds; or a generator,
   * which goes on as folds are read. Default: 0.
   */
  randomState: randomStateOption()
    .optional()
    .describe(
      'The seed of all repeats, an integer below 2³², with which each call of split gives the same folds; or a generator, which goes on as folds are read. Default: 0.',
    ),
};

/** Options of repeated splitters. */
export interface RepeatedOptions
  extends z.input<z.ZodObject<typeof foldCountShape>>, z.input<z.ZodObject<typeof repeatedShape>> {}

/** What {@link repeatedSplitter} takes. */
export interface RepeatedSplitterOptions extends z.output<z.ZodObject<typeof repeatedShape>> {
  /** How samples are dealt. */
  readonly dealer: Dealer;
}

/** Makes a splitter that deals samples to folds several times, in random order, by one generator. */
export function repeatedSplitter({ nSplits, nRepeats, randomState, dealer }: RepeatedSplitterOptions): Splitter {
  return {
    split(input) {
      requireFolds(nSplits, input.length);
      const deal = dealer(input);
      return {
        *[Symbol.iterator]() {
          const random: RandomState = randomStateOf(randomState);
          for (let repeat = 0; repeat < nRepeats; repeat++) yield* dealtFolds(deal(random), nSplits);
        },
      };
    },
  };
}

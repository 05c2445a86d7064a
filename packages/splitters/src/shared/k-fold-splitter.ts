import type { FoldIndices, RandomState, SplitInput, Splitter } from '@lml/core';
import type { z } from 'zod';

import { requireFolds } from './checks.js';
import type { foldShape } from './fold-schema.js';
import { splits, testedOn } from './folds.js';
import { randomStateOf } from './random-state-option.js';

/** Looks at samples, and returns what deals them to folds: the fold of each, from 0. `random` is there where they are shuffled. */
export type Dealer = (input: SplitInput) => (random: RandomState | undefined) => Int32Array;

/** What {@link kFoldSplitter} takes: the options of the family, and what tells its members apart. */
export interface KFoldSplitterOptions extends z.output<z.ZodObject<typeof foldShape>> {
  /** How samples are dealt. */
  readonly dealer: Dealer;
}

/**
 * Makes a splitter that deals samples to `nSplits` folds, tests on each once, and trains on the others. Indices come in
 * ascending order.
 *
 * @throws `LML_INVALID_ARGUMENT`, from `split`, for more folds than samples.
 */
export function kFoldSplitter({ nSplits, shuffle, randomState, dealer }: KFoldSplitterOptions): Splitter {
  return {
    split(input) {
      requireFolds(nSplits, input.length);
      const foldOf = dealer(input)(shuffle ? randomStateOf(randomState) : undefined);
      return dealtFolds(foldOf, nSplits);
    },
  };
}

/** The splits that test on each fold once. */
export function dealtFolds(foldOf: Int32Array, nSplits: number): Iterable<FoldIndices> {
  return splits(nSplits, (fold) => testedOn(foldOf, nSplits, [fold]));
}

import type { FoldIndices, RandomState, SplitInput, Splitter } from '@lml/core';
import type { z } from 'zod';

import { requireFolds } from './checks.js';
import type { foldShape } from './fold-schema.js';
import { randomStateOf } from './random-state-option.js';
import { range } from './range.js';

/** What {@link kFoldSplitter} takes: the options of the family, and what tells its members apart. */
export interface KFoldSplitterOptions extends z.output<z.ZodObject<typeof foldShape>> {
  /** Deals samples to folds: the fold of each, from 0. `random` is there where samples are shuffled. */
  readonly deal: (input: SplitInput, random: RandomState | undefined) => Int32Array;
}

/**
 * Makes a splitter that deals samples to `nSplits` folds, tests on each once, and trains on the others. Indices come in
 * ascending order.
 *
 * @throws `LML_INVALID_ARGUMENT`, from `split`, for more folds than samples.
 */
export function kFoldSplitter({ nSplits, shuffle, randomState, deal }: KFoldSplitterOptions): Splitter {
  return {
    split(input) {
      requireFolds(nSplits, input.length);
      const foldOf = deal(input, shuffle ? randomStateOf(randomState) : undefined);
      return { [Symbol.iterator]: () => folds(foldOf, nSplits) };
    },
  };
}

function* folds(foldOf: Int32Array, nSplits: number): Generator<FoldIndices> {
  const indices = range(foldOf.length);
  for (let fold = 0; fold < nSplits; fold++) {
    yield {
      train: indices.filter((index) => foldOf[index] !== fold),
      test: indices.filter((index) => foldOf[index] === fold),
    };
  }
}

import type { FoldIndices, RandomState, SplitInput, Splitter } from '@lml/core';
import type { z } from 'zod';

import { partSizes, type PartSizes } from './part-sizes.js';
import { randomStateOf } from './random-state-option.js';
import type { shuffleShape } from './shuffle-schema.js';

/** What {@link shuffleSplitter} takes: the options of the family, and what tells its members apart. */
export interface ShuffleSplitterOptions extends z.output<z.ZodObject<typeof shuffleShape>> {
  /** What is tested where no size is given. Default: a tenth. */
  readonly otherwise?: number;
  /** Looks at samples, and returns what draws one split of them. `sizesOf` says how many of a number each part gets. */
  readonly drawer: (input: SplitInput, sizesOf: (length: number) => PartSizes) => (random: RandomState) => FoldIndices;
}

/** Makes a splitter that draws a part to train on and one to test on, anew for each split, by one generator. */
export function shuffleSplitter(options: ShuffleSplitterOptions): Splitter {
  const { nSplits, testSize, trainSize, randomState, otherwise = 0.1, drawer } = options;
  return {
    split(input) {
      const draw = drawer(input, (length) => partSizes(length, { testSize, trainSize, otherwise }));
      return {
        *[Symbol.iterator]() {
          const random = randomStateOf(randomState);
          for (let split = 0; split < nSplits; split++) yield draw(random);
        },
      };
    },
  };
}

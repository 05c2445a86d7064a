import { columnarDataset, defineComponent, ndArray, RandomState, type ColumnarDataset } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** How many texts there are. Default: `32`. */
  samples: z.int().min(1).default(32).describe('How many texts there are.'),
  /** How many words are given of each. Default: `4`. */
  length: z.int().min(1).default(4).describe('How many words are given of each.'),
  /** How many words follow, which are to be found. Default: `3`. */
  continuation: z.int().min(1).default(3).describe('How many words follow, which are to be found.'),
  /** The seed of where texts begin. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of where texts begin.'),
};

/** Options of {@link countingRhymes}. */
export interface CountingRhymesOptions extends z.input<z.ZodObject<typeof shape>> {}

const WORDS = ['eeny', 'meeny', 'miny', 'moe', 'catch', 'a', 'tiger'] as const;

/**
 * Texts that go round in a circle of seven words: samples `{ input, target, text }`, the tokens int32 `[length]`, each one's next token,
 * and the words that follow as a text. Its class names are the words.
 */
export const countingRhymes = defineComponent({
  kind: 'dataset',
  name: 'counting-rhymes',
  summary: 'Texts that go round in a circle, and how they go on.',
  schema: z.strictObject(shape),
  examples: [{}, { samples: 5, length: 2, continuation: 1 }],
  create: ({ samples, length, continuation, seed }): ColumnarDataset => {
    const dataset = columnarDataset(() => {
      const starts = new RandomState(seed).randint(0, WORDS.length, samples);
      const tokens = (from: number, count: number): number[][] =>
        Array.from(starts, (start) =>
          Array.from({ length: count }, (_, place) => (start + from + place) % WORDS.length),
        );
      return {
        input: ndArray(tokens(0, length), { dtype: 'int32' }),
        target: ndArray(tokens(1, length), { dtype: 'int32' }),
        text: ndArray(tokens(length, continuation).map((row) => row.map((token) => WORDS[token]!).join(' '))),
      };
    });
    return Object.defineProperty(dataset, 'classNames', { value: WORDS, enumerable: true });
  },
});

declare module '@lml/core' {
  interface DatasetComponents {
    'counting-rhymes': typeof countingRhymes;
  }
  interface DatasetOptions {
    'counting-rhymes': CountingRhymesOptions;
  }
}

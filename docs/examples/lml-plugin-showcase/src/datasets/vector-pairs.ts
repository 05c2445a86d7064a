import { defineComponent, InvalidArgumentError, ndArray, RandomStreams, type Dataset } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The number of samples. Default: `64`. */
  length: z.int().min(1).default(64).describe('The number of samples.'),
  /** How many numbers each side has. Default: `4`. */
  size: z.int().min(1).default(4).describe('How many numbers each side has.'),
  /** The seed of the numbers. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of the numbers.'),
};

/** Options of {@link vectorPairs}. */
export interface VectorPairsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Pairs of vectors: samples `{ input: { left, right }, target: { alike, distance } }`, where every second pair is alike (the right side is
 * the left one with a little noise), and `distance` is the mean squared difference of the sides.
 *
 * @throws From `get` `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @example
 * ```ts
 * import { vectorPairs } from 'lml-plugin-showcase';
 *
 * vectorPairs({ length: 3 }).length; // => 3
 * ```
 */
export const vectorPairs = defineComponent({
  kind: 'dataset',
  name: 'vector-pairs',
  summary: 'Pairs of vectors, of which every second is alike.',
  schema: z.strictObject(shape),
  examples: [{}, { length: 3, size: 2, seed: 1 }],
  create({ length, size, seed }) {
    return {
      length,
      open() {},
      get(index) {
        if (!Number.isInteger(index) || index < 0 || index >= length)
          throw new InvalidArgumentError('index', `a whole number from 0 to ${length - 1}`, index);
        const draw = new RandomStreams(seed).at('showcase/pairs', index);
        const alike = index % 2;
        const left = Float32Array.from({ length: size }, () => draw.normal());
        const right = left.map((value) => (alike === 1 ? value : 0) + draw.normal(0, alike === 1 ? 0.1 : 1));
        const distance = left.reduce((sum, value, at) => sum + (value - right[at]!) ** 2, 0) / size;
        return {
          input: { left: ndArray(left), right: ndArray(right) },
          target: { alike: ndArray(alike, { dtype: 'int32' }), distance },
        };
      },
      classNames: ['different', 'alike'],
    } satisfies Dataset;
  },
});

declare module '@lml/core' {
  interface DatasetComponents {
    'vector-pairs': typeof vectorPairs;
  }
  interface DatasetOptions {
    'vector-pairs': VectorPairsOptions;
  }
}

import { defineComponent, InvalidArgumentError, RandomStreams, type Sampler } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** How likely each sample of the whole dataset is to be drawn; the numbers need no sum. */
  weights: z
    .array(z.number().min(0))
    .min(1)
    .readonly()
    .describe('How likely each sample of the whole dataset is to be drawn; the numbers need no sum.'),
  /** How many samples an epoch has. Default: as many as there are. */
  samples: z.int().min(1).optional().describe('How many samples an epoch has. Default: as many as there are.'),
};

/** Options of {@link weighted}. */
export interface WeightedOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Draws samples with replacement, each as often as its weight says. Weights are given for the samples of the whole dataset, also
 * where a part of it was split off for training. What is drawn follows from seed and epoch.
 *
 * @throws `LML_INVALID_ARGUMENT` in the run where a sample has no weight, or all weights are 0.
 *
 * @see PyTorch's `WeightedRandomSampler`.
 *
 * @example
 * ```ts
 * import { weighted } from 'lml-plugin-showcase';
 *
 * const context = { length: 3, originalIndices: [0, 1, 2], columns: {}, batchSize: 2, seed: 0, epoch: 0 };
 * weighted({ weights: [0, 1, 0] }).indices!(context); // => Int32Array.of(1, 1, 1)
 * ```
 */
export const weighted = defineComponent({
  kind: 'sampler',
  name: 'weighted',
  summary: 'Draws samples with replacement, by weights.',
  schema: z.strictObject(shape),
  examples: [
    { weights: [1, 0, 3, 2, 1, 1, 1, 0, 0, 5, 1, 2] },
    { weights: new Array<number>(12).fill(2), samples: 30 },
  ],
  create: ({ weights, samples }): Sampler => ({
    indices({ length, originalIndices, seed, epoch }) {
      const sums = new Float64Array(length);
      let sum = 0;
      for (let index = 0; index < length; index++) {
        const weight = weights[originalIndices[index]!];
        if (weight === undefined) {
          const expected = `one for each sample of the dataset, also for sample ${originalIndices[index]}`;
          throw new InvalidArgumentError('weights', expected, `${weights.length} weights`);
        }
        sums[index] = sum += weight;
      }
      if (sum === 0) throw new InvalidArgumentError('weights', 'not all 0 for the samples of the training data', 0);
      const draw = new RandomStreams(seed).at('showcase/weighted', epoch);
      return Int32Array.from({ length: samples ?? length }, () => firstAbove(sums, draw.uniform(0, sum)));
    },
  }),
});

/** The place of the first number that is larger, in ascending ones. */
function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

declare module '@lml/core' {
  interface SamplerComponents {
    weighted: typeof weighted;
  }
  interface SamplerOptions {
    weighted: WeightedOptions;
  }
}

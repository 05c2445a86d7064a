import { defineComponent, type Sampler } from '@lml/core';
import { z } from 'zod';

import { drawsOf } from '../shared/draws.js';
import { numSamplesShape } from '../shared/sampler-shapes.js';

const shape = {
  /** Whether a sample may be drawn again before all have been. Default: `false`. */
  replacement: z.boolean().default(false).describe('Whether a sample may be drawn again before all have been.'),
};

/** Options of {@link randomSampler}. */
export interface RandomSamplerOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof numSamplesShape>> {}

/**
 * Samples in an order drawn anew for each epoch. Without replacement each comes once before any comes again, so that `numSamples`
 * below the number of samples takes a part of them, and above it several rounds; with replacement each draw is one of all, as in a
 * bootstrap.
 *
 * The order follows from (seed, epoch); without options it is that of `shuffle: true`.
 *
 * @see PyTorch's `RandomSampler`.
 *
 * @example
 * ```ts
 * import { randomSampler } from '@lml/datasets';
 *
 * const context = { length: 4, originalIndices: [0, 1, 2, 3], columns: {}, batchSize: 2, seed: 7, epoch: 0 };
 * randomSampler({ numSamples: 6 }).indices!(context).length; // => 6
 * ```
 */
export const randomSampler = defineComponent({
  kind: 'sampler',
  name: 'random-sampler',
  summary: 'Samples in random order, with or without replacement.',
  schema: z.strictObject({ ...numSamplesShape, ...shape }),
  examples: [{}, { replacement: true }, { numSamples: 5 }, { numSamples: 30 }],
  create: ({ replacement, numSamples }): Sampler => ({
    indices({ length, seed, epoch }) {
      const draws = drawsOf({ seed, epoch });
      const size = numSamples ?? length;
      if (length === 0) return new Int32Array(0);
      if (replacement) return draws.choice(length, size);
      const indices = new Int32Array(size);
      for (let start = 0; start < size; start += length)
        indices.set(draws.permutation(length).subarray(0, size - start), start);
      return indices;
    },
  }),
});

import { defineComponent, InvalidArgumentError, type Sampler, type SamplerContext } from '@lml/core';
import { z } from 'zod';

import { drawsOf } from '../shared/draws.js';
import { numSamplesShape, weightsSchema, type Weights } from '../shared/sampler-shapes.js';

const shape = {
  /**
   * How likely each sample is drawn, for the samples of the whole dataset, also where a part of it is trained on. They
   * need not add up to 1.
   */
  weights: weightsSchema.describe(
    'How likely each sample is drawn, for the samples of the whole dataset, also where a part of it is trained on. They need not add up to 1.',
  ),
  /** Whether a sample may be drawn more than once in an epoch. Default: `true`. */
  replacement: z.boolean().default(true).describe('Whether a sample may be drawn more than once in an epoch.'),
};

/** Options of {@link weightedRandomSampler}. */
export interface WeightedRandomSamplerOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof numSamplesShape>> {}

/**
 * Samples drawn by weights: each draw is sample i with probability wᵢ / Σw. The weights are those of the samples of the whole dataset; of a
 * training part, or a fold, those of its samples count. A weight of 0 leaves a sample out. Without replacement samples of large
 * weights come early, and `numSamples` has to be given where there are weights of 0.
 *
 * The draws follow from (seed, epoch).
 *
 * @throws `LML_INVALID_OPTIONS` for weights that are negative or all 0. When an order is asked for: `LML_INVALID_ARGUMENT` if there are
 * fewer weights than samples, none of the part is above 0, or, without replacement, too few are.
 *
 * @see PyTorch's `WeightedRandomSampler`.
 *
 * @example
 * ```ts
 * import { weightedRandomSampler } from '@lml/datasets';
 *
 * const context = { length: 3, originalIndices: [0, 1, 2], columns: {}, batchSize: 2, seed: 7, epoch: 0 };
 * weightedRandomSampler({ weights: [0, 1, 0], numSamples: 4 }).indices!(context); // => [1, 1, 1, 1]
 * ```
 */
export const weightedRandomSampler = defineComponent({
  kind: 'sampler',
  name: 'weighted-random-sampler',
  summary: 'Samples drawn by a weight for each.',
  schema: z.strictObject({ ...numSamplesShape, ...shape }),
  examples: [
    { weights: [1, 2, 3, 4, 0, 1, 1, 1, 1, 1, 1, 1] },
    { weights: [1, 2, 3, 4, 0, 1, 1, 1, 1, 1, 1, 1], numSamples: 6, replacement: false },
  ],
  create: ({ weights, replacement, numSamples }): Sampler => ({
    indices(context) {
      if (context.length === 0) return new Int32Array(0);
      const p = probabilitiesOf(weights, context);
      const size = numSamples ?? context.length;
      const possible = p.reduce((count, one) => count + (one > 0 ? 1 : 0), 0);
      if (!replacement && possible < size) {
        const expected = `${possible} at most, the samples whose weight is above 0, where none is drawn twice`;
        throw new InvalidArgumentError('numSamples', expected, size);
      }
      return drawsOf(context).choice(context.length, size, { replace: replacement, p });
    },
  }),
});

/** The probabilities of the samples of a part. */
function probabilitiesOf(weights: Weights, { length, originalIndices }: SamplerContext): Float64Array {
  const own = new Float64Array(length);
  let sum = 0;
  for (let at = 0; at < length; at++) {
    const weight = weights[originalIndices[at]!];
    if (weight === undefined) {
      const expected = `one for each sample of the whole dataset, which has at least ${originalIndices[at]! + 1}`;
      throw new InvalidArgumentError('weights', expected, weights);
    }
    own[at] = weight;
    sum += weight;
  }
  if (sum > 0) return own.map((weight) => weight / sum);
  throw new InvalidArgumentError('weights', 'above 0 for one of the samples that are trained on', weights);
}

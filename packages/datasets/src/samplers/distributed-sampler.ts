import { defineComponent, InvalidArgumentError, type Sampler } from '@lml/core';
import { z } from 'zod';

import { drawsOf } from '../shared/draws.js';

const shape = {
  /** How many processes train together. */
  numReplicas: z.int().positive().describe('How many processes train together.'),
  /** Which of them this one is, from 0. */
  rank: z.int().min(0).describe('Which of them this one is, from 0.'),
  /** Whether the order is drawn anew for each epoch. Default: `true`. */
  shuffle: z.boolean().default(true).describe('Whether the order is drawn anew for each epoch.'),
  /**
   * What is done where samples cannot be dealt out evenly: the last ones are left out, or the first ones come again.
   * Default: `false`.
   */
  dropLast: z
    .boolean()
    .default(false)
    .describe(
      'What is done where samples cannot be dealt out evenly: the last ones are left out, or the first ones come again.',
    ),
};

/** Options of {@link distributedSampler}. */
export interface DistributedSamplerOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The share of one of several processes that train on one dataset: of the order of the epoch, every `numReplicas`-th sample from `rank`
 * on. All shares are equally long: where the samples cannot be dealt out evenly, the order begins again for the last round, or with
 * `dropLast` ends before it. The order follows from (seed, epoch), so all processes need the same seed, and the same split.
 *
 * @throws `LML_INVALID_OPTIONS` for a rank that there is not. When an order is asked for: `LML_INVALID_ARGUMENT` if with `dropLast` no
 * sample is left for each.
 *
 * @see PyTorch's `DistributedSampler`.
 *
 * @example
 * ```ts
 * import { distributedSampler } from '@lml/datasets';
 *
 * const context = { length: 5, originalIndices: [0, 1, 2, 3, 4], columns: {}, batchSize: 2, seed: 7, epoch: 0 };
 * const shares = [0, 1].map((rank) => distributedSampler({ numReplicas: 2, rank, shuffle: false }));
 * shares.map((share) => Array.from(share.indices!(context))); // => [[0, 2, 4], [1, 3, 0]]
 * ```
 */
export const distributedSampler = defineComponent({
  kind: 'sampler',
  name: 'distributed-sampler',
  summary: 'The share of one of several processes that train together.',
  schema: z.strictObject(shape).superRefine(({ numReplicas, rank }, context) => {
    if (rank < numReplicas) return;
    const message = `must be below numReplicas, ${numReplicas}, got ${rank}`;
    context.addIssue({ code: 'custom', path: ['rank'], message });
  }),
  examples: [
    { numReplicas: 2, rank: 1 },
    { numReplicas: 4, rank: 3, shuffle: false },
    { numReplicas: 5, rank: 0, dropLast: true },
  ],
  create: ({ numReplicas, rank, shuffle, dropLast }): Sampler => ({
    indices({ length, seed, epoch }) {
      const share = (dropLast ? Math.floor : Math.ceil)(length / numReplicas);
      if (share === 0 && length > 0) {
        const remedy = 'Leave dropLast out, or train in fewer processes.';
        throw new InvalidArgumentError('numReplicas', `${length} at most, the number of samples`, numReplicas, remedy);
      }
      const order = shuffle
        ? drawsOf({ seed, epoch }).permutation(length)
        : Int32Array.from({ length }, (_, index) => index);
      return Int32Array.from({ length: share }, (_, at) => order[(rank + at * numReplicas) % length]!);
    },
  }),
});

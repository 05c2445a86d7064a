import { defineComponent, type Sampler } from '@lml/core';
import { z } from 'zod';

/**
 * Samples in their own order, in every epoch: as a loader without a sampler has it where nothing is shuffled.
 *
 * @see PyTorch's `SequentialSampler`.
 *
 * @example
 * ```ts
 * import { sequentialSampler } from '@lml/datasets';
 *
 * const context = { length: 3, originalIndices: [0, 1, 2], columns: {}, batchSize: 2, seed: 0, epoch: 0 };
 * sequentialSampler().indices!(context); // => [0, 1, 2]
 * ```
 */
export const sequentialSampler = defineComponent({
  kind: 'sampler',
  name: 'sequential-sampler',
  summary: 'Samples in their own order.',
  schema: z.strictObject({}),
  create: (): Sampler => ({ indices: ({ length }) => Int32Array.from({ length }, (_, index) => index) }),
});

import { defineComponent, InvalidArgumentError, type Sampler, type SamplerContext } from '@lml/core';
import { z } from 'zod';

import { drawsOf } from '../shared/draws.js';
import { indicesSchema, type Indices } from '../shared/indices-schema.js';

const shape = {
  /** The samples, by their indices in the whole dataset. */
  indices: indicesSchema.describe('The samples, by their indices in the whole dataset.'),
};

/** Options of {@link subsetRandomSampler}. */
export interface SubsetRandomSamplerOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Some samples in an order drawn anew for each epoch, from (seed, epoch). Their indices are those of the whole dataset: where it was
 * split, those that are not in the training part are left out, so that none is trained on that is tested by.
 *
 * @throws When an order is asked for: `LML_INVALID_ARGUMENT` if none of the samples is trained on, or, where nothing was split, for
 * an index that is out of range.
 *
 * @see PyTorch's `SubsetRandomSampler`.
 *
 * @example
 * ```ts
 * import { subsetRandomSampler } from '@lml/datasets';
 *
 * const context = { length: 9, originalIndices: [0, 1, 2, 3, 4, 5, 6, 7, 8], columns: {}, batchSize: 2, seed: 7, epoch: 0 };
 * Array.from(subsetRandomSampler({ indices: [2, 4, 6] }).indices!(context)).sort(); // => [2, 4, 6]
 * ```
 */
export const subsetRandomSampler = defineComponent({
  kind: 'sampler',
  name: 'subset-random-sampler',
  summary: 'Some samples in random order.',
  schema: z.strictObject(shape),
  examples: [{ indices: [1, 3, 5, 7, 9] }],
  create: ({ indices }): Sampler => ({
    indices(context) {
      const positions = positionsOf(indices, context);
      if (positions.length > 0) return drawsOf(context).permutation(Int32Array.from(positions));
      throw new InvalidArgumentError('indices', 'of samples that are trained on; none of them is', indices);
    },
  }),
});

/** Where the samples stand in the part that is trained on. */
function positionsOf(indices: Indices, { length, originalIndices }: SamplerContext): number[] {
  const places = new Map<number, number>();
  let isWhole = true;
  for (let at = 0; at < length; at++) {
    places.set(originalIndices[at]!, at);
    isWhole &&= originalIndices[at] === at;
  }
  const outside = Array.prototype.find.call(indices, (index: number) => index >= length) as number | undefined;
  if (isWhole && outside !== undefined)
    throw new InvalidArgumentError('indices', `below ${length}, the number of samples`, outside);
  return Array.from(indices as ArrayLike<number>).flatMap((index) => places.get(index) ?? []);
}

import { defineComponent, InvalidArgumentError, isNdArray, RandomStreams, type Sampler } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The column with the length of each sample. Default: `'length'`. */
  column: z.string().default('length').describe('The column with the length of each sample.'),
  /** How many batches are sorted together; more fill up less, and mix less. Default: `50`. */
  pool: z.int().min(1).default(50).describe('How many batches are sorted together; more fill up less, and mix less.'),
};

/** Options of {@link lengthBuckets}. */
export interface LengthBucketsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Batches of samples of about one length, so that little is filled up: samples are shuffled, sorted by length within pools of so many
 * batches, cut into batches, and the batches are shuffled. All follows from seed and epoch.
 *
 * @throws `LML_INVALID_ARGUMENT` in the run where the column is no array of one number a sample.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { lengthBuckets } from 'lml-plugin-showcase';
 *
 * const columns = { length: ndArray([9, 1, 8, 2]) };
 * const context = { length: 4, originalIndices: [0, 1, 2, 3], columns, batchSize: 2, seed: 0, epoch: 0 };
 * const batches = [...lengthBuckets().batches!(context)].map((batch) => Array.from(batch).sort().join());
 * batches.sort(); // => ['0,2', '1,3']
 * ```
 */
export const lengthBuckets = defineComponent({
  kind: 'sampler',
  name: 'length-buckets',
  summary: 'Batches of samples of about one length.',
  schema: z.strictObject(shape),
  examples: [{}, { column: 'tokens', pool: 1 }],
  create: ({ column, pool }): Sampler => ({
    columns: [column],
    batches({ columns, length, batchSize, seed, epoch }) {
      const lengths = columns[column];
      if (!isNdArray(lengths) || lengths.shape.length !== 1)
        throw new InvalidArgumentError(`the column '${column}'`, 'one number a sample', lengths);
      const draw = new RandomStreams(seed).at('showcase/length-buckets', epoch);
      const order = Int32Array.from({ length }, (_, index) => index);
      draw.shuffle(order);
      const batches: Int32Array[] = [];
      for (let from = 0; from < length; from += pool * batchSize) {
        const pooled = order.slice(from, from + pool * batchSize);
        pooled.sort((a, b) => Number(lengths.data[a]) - Number(lengths.data[b]));
        for (let at = 0; at < pooled.length; at += batchSize) batches.push(pooled.slice(at, at + batchSize));
      }
      draw.shuffle(batches);
      return batches;
    },
  }),
});

declare module '@lml/core' {
  interface SamplerComponents {
    'length-buckets': typeof lengthBuckets;
  }
  interface SamplerOptions {
    'length-buckets': LengthBucketsOptions;
  }
}

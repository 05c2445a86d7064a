import {
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  type HostValue,
  type RandomState,
  type Sampler,
} from '@lml/core';
import { z } from 'zod';

import { drawsOf } from '../shared/draws.js';

const shape = {
  /**
   * What the length of a sample is taken from: numbers are lengths, of arrays it is the first size, of texts the number
   * of characters. Default: `'input'`.
   */
  column: z
    .string()
    .default('input')
    .describe(
      'What the length of a sample is taken from: numbers are lengths, of arrays it is the first size, of texts the number of characters.',
    ),
  /**
   * Where buckets end, ascending: a sample is in the first one whose boundary its length is below. Default: no buckets,
   * but windows.
   */
  boundaries: z
    .array(z.number())
    .min(1)
    .readonly()
    .optional()
    .describe(
      'Where buckets end, ascending: a sample is in the first one whose boundary its length is below. Default: no buckets, but windows.',
    ),
  /**
   * Without boundaries: how many batches of samples are sorted by length together, and then cut into batches. Default:
   * 100.
   */
  window: z
    .int()
    .positive()
    .optional()
    .describe(
      'Without boundaries: how many batches of samples are sorted by length together, and then cut into batches. Default: 100.',
    ),
  /** Whether samples, and then batches, come in an order drawn anew for each epoch. Default: `true`. */
  shuffle: z
    .boolean()
    .default(true)
    .describe('Whether samples, and then batches, come in an order drawn anew for each epoch.'),
  /** Whether batches that are not full are left out. Default: `false`. */
  dropLast: z.boolean().default(false).describe('Whether batches that are not full are left out.'),
};

/** Options of {@link lengthBucketedSampler}. */
export interface LengthBucketedSamplerOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Batches of samples of about one length, so that little is filled up by `collate: { name: 'pad' }`. With `boundaries`, a batch is of
 * one bucket; without, the samples of some batches together are sorted by length and cut into batches, which are then put into random
 * order. A large window fills up less, a small one mixes better.
 *
 * The batches are of the loader's `batchSize`, and follow from (seed, epoch). Each sample comes once; with `dropLast` those of
 * batches that are not full are left out.
 *
 * @throws `LML_INVALID_OPTIONS` for boundaries that do not ascend, or boundaries and a window. When batches are asked for:
 * `LML_INVALID_ARGUMENT` for a column that has no lengths.
 *
 * @see `tf.data.Dataset.bucket_by_sequence_length`; Hugging Face's `group_by_length`.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { lengthBucketedSampler } from '@lml/datasets';
 *
 * const input = ndArray([9, 2, 8, 1]);
 * const context = { length: 4, originalIndices: [0, 1, 2, 3], columns: { input }, batchSize: 2, seed: 7, epoch: 0 };
 * [...lengthBucketedSampler({ boundaries: [5], shuffle: false }).batches!(context)]; // => [[1, 3], [0, 2]]
 * ```
 */
export const lengthBucketedSampler = defineComponent({
  kind: 'sampler',
  name: 'length-bucketed-sampler',
  summary: 'Batches of samples of about one length.',
  schema: z.strictObject(shape).superRefine(({ boundaries, window }, context) => {
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (boundaries !== undefined && window !== undefined)
      issue(['window'], 'must be left out where there are boundaries');
    const at = boundaries?.findIndex((boundary, index) => index > 0 && !(boundary > boundaries[index - 1]!)) ?? -1;
    if (at > 0)
      issue(['boundaries', at], `must be above the one before it, ${boundaries![at - 1]}, got ${boundaries![at]}`);
  }),
  examples: [
    {},
    { column: 'length', boundaries: [2, 4] },
    { window: 2, shuffle: false },
    { window: 1, dropLast: true },
  ],
  create: ({ column, boundaries, window = 100, shuffle, dropLast }): Sampler => ({
    columns: [column],
    batches({ columns, length, batchSize, seed, epoch }) {
      const lengths = lengthsOf(column, columns[column]!);
      const draws: RandomState | undefined = shuffle ? drawsOf({ seed, epoch }) : undefined;
      const order = Array.from(draws?.permutation(length) ?? lengths.keys());
      const groups =
        boundaries === undefined
          ? windowsOf(order, lengths, window * batchSize)
          : bucketsOf(order, lengths, boundaries);
      const batches = groups.flatMap((group) => cut(group, batchSize));
      const kept = dropLast ? batches.filter((batch) => batch.length === batchSize) : batches;
      draws?.shuffle(kept);
      return kept;
    },
  }),
});

/** Samples window by window, those of a window by length. */
function windowsOf(order: readonly number[], lengths: Float64Array, size: number): number[][] {
  return cut(order, size).map((window) => window.sort((a, b) => lengths[a]! - lengths[b]!));
}

/** Samples bucket by bucket, in the order in which they come. */
function bucketsOf(order: readonly number[], lengths: Float64Array, boundaries: readonly number[]): number[][] {
  const buckets: number[][] = Array.from({ length: boundaries.length + 1 }, () => []);
  for (const index of order) {
    const bucket = boundaries.findIndex((boundary) => lengths[index]! < boundary);
    buckets.at(bucket)!.push(index);
  }
  return buckets;
}

function cut(indices: readonly number[], size: number): number[][] {
  const parts: number[][] = [];
  for (let start = 0; start < indices.length; start += size) parts.push(indices.slice(start, start + size));
  return parts;
}

function lengthsOf(name: string, values: HostValue): Float64Array {
  if (isNdArray(values)) {
    const [samples = 0, size] = values.shape;
    if (size !== undefined) return new Float64Array(samples).fill(size);
    if (values.dtype !== 'string') return Float64Array.from(values.data as ArrayLike<number | bigint>, Number);
  }
  const list = isNdArray(values) ? (values.data as readonly unknown[]) : values;
  if (Array.isArray(list)) return Float64Array.from(list as readonly unknown[], (value) => lengthOf(name, value));
  throw new InvalidArgumentError(`'${name}'`, 'numbers, arrays or texts, which have a length', values);
}

function lengthOf(name: string, value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isNdArray(value) && value.shape.length > 0) return value.shape[0]!;
  throw new InvalidArgumentError(`'${name}'`, 'numbers, arrays or texts, which have a length', value);
}

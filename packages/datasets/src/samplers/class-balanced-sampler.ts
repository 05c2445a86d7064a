import { defineComponent, type Sampler } from '@lml/core';
import { z } from 'zod';

import { classesOf } from '../shared/classes.js';
import { drawsOf } from '../shared/draws.js';
import { numSamplesShape } from '../shared/sampler-shapes.js';

const shape = {
  /** The part of a sample that is its class: one number or text. Default: `'target'`. */
  column: z.string().default('target').describe('The part of a sample that is its class: one number or text.'),
};

/** Options of {@link classBalancedSampler}. */
export interface ClassBalancedSamplerOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof numSamplesShape>> {}

/**
 * Samples drawn so that each class has an equal share: a draw is of each class with the same probability, and then one of the samples
 * of that class. Samples of small classes come several times in an epoch, some of large ones not at all. Draws are with
 * replacement, and follow from (seed, epoch). What balance does to probabilities that are predicted is for the user to judge; a loss with
 * class weights is the other way.
 *
 * @throws When an order is asked for: `LML_INVALID_ARGUMENT` if the column is not one class a sample.
 *
 * @see PyTorch's `WeightedRandomSampler` with weights of one by the size of the class.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { classBalancedSampler } from '@lml/datasets';
 *
 * const target = ndArray([0, 0, 0, 0, 0, 0, 0, 1]);
 * const context = { length: 8, originalIndices: [0, 1, 2, 3, 4, 5, 6, 7], columns: { target }, batchSize: 2, seed: 7, epoch: 0 };
 * const drawn = Array.from(classBalancedSampler({ numSamples: 1000 }).indices!(context));
 * drawn.filter((index) => index === 7).length; // => 500
 * ```
 */
export const classBalancedSampler = defineComponent({
  kind: 'sampler',
  name: 'class-balanced-sampler',
  summary: 'Samples drawn so that each class has an equal share.',
  schema: z.strictObject({ ...numSamplesShape, ...shape }),
  examples: [{}, { column: 'group', numSamples: 20 }],
  create: ({ column, numSamples }): Sampler => ({
    columns: [column],
    indices({ columns, length, seed, epoch }) {
      if (length === 0) return new Int32Array(0);
      const { codes, counts } = classesOf(column, columns[column]!);
      const p = Float64Array.from(codes, (code) => 1 / (counts.length * counts[code]!));
      return drawsOf({ seed, epoch }).choice(length, numSamples ?? length, { p });
    },
  }),
});

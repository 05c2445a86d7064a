import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { divisorOf } from '../shared/affine-scaler.js';
import { featureShape } from '../shared/feature-options.js';
import { numbersOf, plainFeatureTransform } from '../shared/feature-transform.js';

/** What a value adds to a norm, and what the norm is of the sum or the largest. */
const NORMS = {
  l1: { join: (sum: number, value: number) => sum + Math.abs(value), finish: (sum: number) => sum },
  l2: { join: (sum: number, value: number) => sum + value * value, finish: Math.sqrt },
  max: { join: (largest: number, value: number) => Math.max(largest, Math.abs(value)), finish: (sum: number) => sum },
};

const shape = {
  /**
   * The norm: the sum of absolute values, the root of the sum of squares, or the largest absolute value. Default: `'l2'`.
   */
  norm: z
    .enum(['l1', 'l2', 'max'])
    .default('l2')
    .describe('The norm: the sum of absolute values, the root of the sum of squares, or the largest absolute value.'),
};

/** Options of {@link normalizer}. */
export interface NormalizerOptions
  extends z.input<z.ZodObject<typeof featureShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Divides the features of each sample by their norm, so that it is 1; a sample of zeros stays one. It learns nothing. Missing values add
 * nothing to the norm, and stay missing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts, and for ones that there are not.
 *
 * @see scikit-learn's `Normalizer`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { normalizer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[3, 4], [0, 0]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [normalizer()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [2, 2], data: Float32Array.of(0.6, 0.8, 0, 0) }
 * }
 * ```
 */
export const normalizer = defineComponent({
  kind: 'transform',
  name: 'normalizer',
  summary: 'Divides the features of each sample by their norm.',
  schema: z.strictObject({ ...shape, ...featureShape }),
  examples: [{}, { norm: 'max' }],
  create: ({ norm, ...settings }, { name }): Transform =>
    plainFeatureTransform({
      name,
      settings,
      apply(columns) {
        const numbers = columns.map((column) => numbersOf(column, name));
        const norms = new Float64Array(numbers[0]?.length ?? 0);
        const { join, finish } = NORMS[norm];
        for (const values of numbers)
          for (let row = 0; row < norms.length; row++)
            if (!Number.isNaN(values[row]!)) norms[row] = join(norms[row]!, values[row]!);
        for (let row = 0; row < norms.length; row++) norms[row] = divisorOf(finish(norms[row]!));
        return columns.map(({ name }, at) => ({
          name,
          values: numbers[at]!.map((value, row) => value / norms[row]!),
        }));
      },
    }),
});

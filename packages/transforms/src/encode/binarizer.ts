import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { numbersOf, plainFeatureTransform } from '../shared/feature-transform.js';

const shape = {
  /** What a value must exceed to become 1. Default: `0`. */
  threshold: z.number().default(0).describe('What a value must exceed to become 1.'),
};

/** Options of {@link binarizer}. */
export interface BinarizerOptions
  extends z.input<z.ZodObject<typeof featureShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Makes 1 of values above a threshold, and 0 of the others. It learns nothing. Missing values stay missing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts, and for ones that there are not.
 *
 * @see scikit-learn's `Binarizer`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { binarizer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[0.5, 0.75], [-1, 2]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [binarizer({ threshold: 0.5 })] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [2, 2], data: Float32Array.of(0, 1, 0, 1) }
 * }
 * ```
 */
export const binarizer = defineComponent({
  kind: 'transform',
  name: 'binarizer',
  summary: 'Makes 1 of values above a threshold, and 0 of the others.',
  schema: z.strictObject({ ...shape, ...featureShape }),
  examples: [{}, { threshold: 0.5 }],
  create: ({ threshold, ...settings }, { name }): Transform =>
    plainFeatureTransform({
      name,
      settings,
      apply: (columns) =>
        columns.map((column) => ({
          name: column.name,
          values: numbersOf(column, name).map((value) => (Number.isNaN(value) ? NaN : value > threshold ? 1 : 0)),
        })),
    }),
});

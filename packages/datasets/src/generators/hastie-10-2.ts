import { defineComponent, ndArray, type Dataset } from '@lml/core';
import { z } from 'zod';

import { normalMatrix } from '../shared/generated-columns.js';
import { generatedDataset, seedShape } from '../shared/generated-dataset.js';

const FEATURES = 10;
/** About the median of the sum of ten squares of standard normal numbers. */
const MEDIAN = 9.34;

const shape = {
  /** Number of samples. Default: `12000`. */
  nSamples: z.int().min(1).default(12000).describe('Number of samples.'),
};

/** Options of {@link hastie102}. */
export interface Hastie102Options extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof seedShape>> {}

/**
 * The problem of Hastie, example 10.2: ten normally distributed features, and class 1 where their squares add up to
 * more than 9.34, else 0. Samples `{ input, target }` with `input` float64 `[10]` and `target` int32.
 *
 * Classes are 0 and 1 where scikit-learn has −1 and 1. The samples are those of scikit-learn for the same
 * `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_hastie_10_2`; T. Hastie, R. Tibshirani, J. Friedman (2009), The Elements of
 * Statistical Learning, example 10.2.
 *
 * @example
 * ```ts
 * import { hastie102 } from '@lml/datasets';
 *
 * const dataset = hastie102({ nSamples: 20 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [20, 10]
 * dataset.columns?.target?.dtype; // => 'int32'
 * ```
 */
export const hastie102 = defineComponent({
  kind: 'dataset',
  name: 'hastie-10-2',
  summary: 'Two classes, within and outside of a ball in ten dimensions.',
  schema: z.strictObject({ ...shape, ...seedShape }),
  examples: [{}, { nSamples: 10, randomState: 7 }],
  create: ({ nSamples: samples, randomState }, { name }): Dataset =>
    generatedDataset({ name, randomState, samples, width: FEATURES }, (random) => {
      const input = normalMatrix(random, samples, FEATURES);
      const target = Int32Array.from({ length: samples }, (_, row) => {
        const values = input.data.subarray(row * FEATURES, (row + 1) * FEATURES);
        return values.reduce((sum, value) => sum + value ** 2, 0) > MEDIAN ? 1 : 0;
      });
      return { input, target: ndArray(target) };
    }),
});

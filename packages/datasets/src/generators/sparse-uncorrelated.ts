import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { functionOfRows } from '../shared/function-of-rows.js';
import { normalMatrix } from '../shared/generated-columns.js';
import { generatedDataset, samplesShape, seedShape } from '../shared/generated-dataset.js';

const shape = {
  /** Number of features, of which the first four count. Default: `10`. */
  nFeatures: z.int().min(4).default(10).describe('Number of features, of which the first four count.'),
};

/** Options of {@link sparseUncorrelated}. */
export interface SparseUncorrelatedOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * Sparse uncorrelated: normally distributed features of which four count, `x₀ + 2 x₁ − 2 x₂ − 1.5 x₃`, with noise of standard
 * deviation 1. Samples `{ input, target }` with `input` float64 `[nFeatures]` and `target` float64.
 *
 * The samples are those of scikit-learn for the same `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_sparse_uncorrelated`; G. Celeux, M. El Anbari, J.-M. Marin, C. P. Robert (2009),
 * Regularization in regression: comparing Bayesian and frequentist methods in a poorly informative situation.
 *
 * @example
 * ```ts
 * import { sparseUncorrelated } from '@lml/datasets';
 *
 * const dataset = sparseUncorrelated({ nSamples: 20 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [20, 10]
 * dataset.columns?.target?.shape; // => [20]
 * ```
 */
export const sparseUncorrelated = defineComponent({
  kind: 'dataset',
  name: 'sparse-uncorrelated',
  summary: 'Targets that depend linearly on four of the features, with noise.',
  schema: z.strictObject({ ...samplesShape, ...shape, ...seedShape }),
  examples: [{}, { nSamples: 10, nFeatures: 4, randomState: 7 }],
  create: ({ nSamples: samples, nFeatures, randomState }, { name }): Dataset =>
    generatedDataset({ name, randomState, samples, width: nFeatures }, (random) => {
      const input = normalMatrix(random, samples, nFeatures);
      return functionOfRows(random, 1, input, ([a, b, c, d]) => a! + 2 * b! - 2 * c! - 1.5 * d!);
    }),
});

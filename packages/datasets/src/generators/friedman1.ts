import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { functionOfRows } from '../shared/function-of-rows.js';
import { matrix } from '../shared/generated-columns.js';
import { generatedDataset, samplesShape, seedShape, targetNoiseShape } from '../shared/generated-dataset.js';

const shape = {
  /** Number of features, of which the first five count. Default: `10`. */
  nFeatures: z.int().min(5).default(10).describe('Number of features, of which the first five count.'),
};

/** Options of {@link friedman1}. */
export interface Friedman1Options
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof targetNoiseShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * The first problem of Friedman: `10 sin(π x₀ x₁) + 20 (x₂ − 0.5)² + 10 x₃ + 5 x₄` of features from 0 to 1; the others
 * have no part in it. Samples `{ input, target }` with `input` float64 `[nFeatures]` and `target` float64.
 *
 * The samples are those of scikit-learn for the same `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_friedman1`; J. H. Friedman (1991), Multivariate adaptive regression
 * splines, Annals of Statistics 19.
 *
 * @example
 * ```ts
 * import { friedman1 } from '@lml/datasets';
 *
 * const dataset = friedman1({ nSamples: 20, noise: 0.1 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [20, 10]
 * dataset.columns?.target?.shape; // => [20]
 * ```
 */
export const friedman1 = defineComponent({
  kind: 'dataset',
  name: 'friedman1',
  summary: 'A sine, a square and a line of five features, for regression that finds the others useless.',
  schema: z.strictObject({ ...samplesShape, ...shape, ...targetNoiseShape, ...seedShape }),
  examples: [{}, { nSamples: 10, noise: 0.5, randomState: 7 }],
  create: ({ nSamples: samples, nFeatures, noise, randomState }, { name }): Dataset =>
    generatedDataset({ name, randomState, samples, width: nFeatures }, (random) => {
      const input = matrix(random.randomSample(samples * nFeatures), nFeatures);
      return functionOfRows(
        random,
        noise,
        input,
        ([a, b, c, d, e]) => 10 * Math.sin(Math.PI * a! * b!) + 20 * (c! - 0.5) ** 2 + 10 * d! + 5 * e!,
      );
    }),
});

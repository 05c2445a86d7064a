import { defineComponent, gatherRows, type Dataset } from '@lml/core';
import { z } from 'zod';

import { labels, normalMatrix, shuffleSamples } from '../shared/generated-columns.js';
import { generatedDataset, invalidOption, samplesShape, seedShape, shuffleShape } from '../shared/generated-dataset.js';

const shape = {
  /** The middle, one number for each feature. Default: zeros. */
  mean: z.array(z.number()).readonly().optional().describe('The middle, one number for each feature. Default: zeros.'),
  /** Variance of each feature. Default: `1`. */
  cov: z.number().min(0).default(1).describe('Variance of each feature.'),
  /** Number of features. Default: `2`. */
  nFeatures: z.int().min(1).default(2).describe('Number of features.'),
  /** Number of classes. Default: `3`. */
  nClasses: z.int().min(1).default(3).describe('Number of classes.'),
};

/** Options of {@link gaussianQuantiles}. */
export interface GaussianQuantilesOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof shuffleShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * Gaussian quantiles: normally distributed points, which are in a class by their distance from the middle, about as
 * many in each. So classes lie around one another. Samples `{ input, target }` with `input` float64 `[nFeatures]` and
 * `target` int32.
 *
 * The samples are those of scikit-learn for the same `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, a mean of another length, or more classes than samples, or
 * more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_gaussian_quantiles`; J. Zhu, H. Zou, S. Rosset, T. Hastie (2009),
 * Multi-class AdaBoost, Statistics and its Interface 2.
 *
 * @example
 * ```ts
 * import { gaussianQuantiles } from '@lml/datasets';
 *
 * const dataset = gaussianQuantiles({ nSamples: 5, nClasses: 2, shuffle: false });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [5, 2]
 * dataset.columns?.target?.data; // => Int32Array.of(0, 0, 1, 1, 1)
 * ```
 */
export const gaussianQuantiles = defineComponent({
  kind: 'dataset',
  name: 'gaussian-quantiles',
  summary: 'Normally distributed points in classes that lie around one another.',
  schema: z.strictObject({ ...samplesShape, ...shape, ...shuffleShape, ...seedShape }),
  examples: [{}, { nSamples: 12, mean: [1, 2, 3], cov: 2, nFeatures: 3, nClasses: 4, randomState: 7 }],
  create: ({ nSamples: samples, nFeatures, nClasses, mean, cov, shuffle, randomState }, { name }): Dataset => {
    if (samples < nClasses)
      throw invalidOption(name, 'nSamples', `must be at least nClasses, ${nClasses}, got ${samples}`);
    if (mean !== undefined && mean.length !== nFeatures)
      throw invalidOption(name, 'mean', `must have a number for each of ${nFeatures} features, got ${mean.length}`);
    return generatedDataset({ name, randomState, samples, width: nFeatures }, (random) => {
      const input = normalMatrix(random, samples, nFeatures);
      const distances = new Float64Array(samples);
      input.data.forEach((draw, at) => {
        const middle = mean?.[at % nFeatures] ?? 0;
        const value = Math.sqrt(cov) * draw + middle;
        input.data[at] = value;
        distances[Math.floor(at / nFeatures)]! += (value - middle) ** 2;
      });
      const order = Int32Array.from(distances.keys()).sort((a, b) => distances[a]! - distances[b]!);
      const step = Math.floor(samples / nClasses);
      const counts = Array.from({ length: nClasses }, () => step);
      counts[nClasses - 1]! += samples - step * nClasses;
      const ordered = { input: gatherRows(input, order), target: labels(counts) };
      return shuffle ? shuffleSamples(random, ordered) : ordered;
    });
  },
});

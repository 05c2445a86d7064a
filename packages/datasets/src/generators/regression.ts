import { defineComponent, ndArray, type Dataset } from '@lml/core';
import { z } from 'zod';

import {
  addNoise,
  matrix,
  normalMatrix,
  product,
  shuffleFeatures,
  shuffleSamples,
  type Matrix,
} from '../shared/generated-columns.js';
import { generatedDataset, samplesShape, seedShape, targetNoiseShape } from '../shared/generated-dataset.js';
import { lowRankMatrix } from '../shared/low-rank-matrix.js';

const shape = {
  /** Number of features. Default: `100`. */
  nFeatures: z.int().min(1).default(100).describe('Number of features.'),
  /** Number of features that targets depend on; at most all. Default: `10`. */
  nInformative: z.int().min(0).default(10).describe('Number of features that targets depend on; at most all.'),
  /** Number of targets. Default: `1`. */
  nTargets: z.int().min(1).default(1).describe('Number of targets.'),
  /** What is added to each target. Default: `0`. */
  bias: z.number().default(0).describe('What is added to each target.'),
  /** About how many directions explain the inputs. Default: features do not depend on one another. */
  effectiveRank: z
    .int()
    .min(1)
    .optional()
    .describe('About how many directions explain the inputs. Default: features do not depend on one another.'),
  /** With effectiveRank, the share of the other directions. Default: `0.5`. */
  tailStrength: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('With effectiveRank, the share of the other directions.'),
  /** Whether samples and features come in random order. Default: `true`. */
  shuffle: z.boolean().default(true).describe('Whether samples and features come in random order.'),
};

/** Options of {@link regression}. */
export interface RegressionOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof targetNoiseShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * Regression: targets that are random linear functions of a part of normally distributed features. Samples `{ input,
 * target }` with `input` float64 `[nFeatures]` and `target` float64, `[nTargets]` where there are several.
 *
 * Coefficients of informative features lie from 0 to 100. The samples are those of scikit-learn for the same `randomState`, to
 * 1e-12 of the largest value, with `effectiveRank` to 1e-9.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_regression`.
 *
 * @example
 * ```ts
 * import { regression } from '@lml/datasets';
 *
 * const dataset = regression({ nSamples: 50, nFeatures: 4, nInformative: 2, noise: 5 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [50, 4]
 * dataset.columns?.target?.shape; // => [50]
 * ```
 */
export const regression = defineComponent({
  kind: 'dataset',
  name: 'regression',
  summary: 'Targets that depend linearly on a part of the features.',
  schema: z.strictObject({ ...samplesShape, ...shape, ...targetNoiseShape, ...seedShape }),
  examples: [
    {},
    { nSamples: 20, nFeatures: 6, nInformative: 3, nTargets: 2, noise: 1, randomState: 7 },
    { effectiveRank: 5 },
  ],
  create: (
    { nSamples: samples, nFeatures, nInformative, nTargets, noise, randomState, ...settings },
    { name },
  ): Dataset => {
    const { bias, effectiveRank, tailStrength, shuffle } = settings;
    const width = Math.max(nFeatures, nTargets, Math.ceil((nFeatures * nTargets) / samples));
    return generatedDataset({ name, randomState, samples, width }, (random) => {
      const input =
        effectiveRank === undefined
          ? normalMatrix(random, samples, nFeatures)
          : lowRankMatrix(random, samples, nFeatures, effectiveRank, tailStrength);
      const coefficients = new Float64Array(nFeatures * nTargets);
      const drawn = random.randomSample(Math.min(nFeatures, nInformative) * nTargets);
      coefficients.set(drawn.map((share) => 100 * share));
      const target = product(input, matrix(coefficients, nTargets));
      target.data.forEach((value, at) => (target.data[at] = value + bias));
      if (noise > 0) addNoise(random, target, noise);
      const ordered = { input, target: nTargets === 1 ? ndArray(target.data) : target };
      if (!shuffle) return ordered;
      const shuffled = shuffleSamples(random, ordered);
      return { ...shuffled, input: shuffleFeatures(random, shuffled['input'] as Matrix) };
    });
  },
});

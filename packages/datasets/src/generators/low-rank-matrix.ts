import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { generatedDataset, samplesShape, seedShape } from '../shared/generated-dataset.js';
import { lowRankMatrix as drawMatrix } from '../shared/low-rank-matrix.js';

const shape = {
  /** Number of features. Default: `100`. */
  nFeatures: z.int().min(1).default(100).describe('Number of features.'),
  /** About how many directions explain the inputs. Default: `10`. */
  effectiveRank: z.int().min(1).default(10).describe('About how many directions explain the inputs.'),
  /** The share of the other directions. Default: `0.5`. */
  tailStrength: z.number().min(0).max(1).default(0.5).describe('The share of the other directions.'),
};

/** Options of {@link lowRankMatrix}. */
export interface LowRankMatrixOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * A low-rank matrix: rows whose singular values fall as a bell does, with a tail, as those of images or texts do. Samples
 * `{ input }` with `input` float64 `[nFeatures]`.
 *
 * The samples are those of scikit-learn for the same `randomState`, to 1e-9 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_low_rank_matrix`.
 *
 * @example
 * ```ts
 * import { lowRankMatrix } from '@lml/datasets';
 *
 * const dataset = lowRankMatrix({ nSamples: 8, nFeatures: 3 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [8, 3]
 * ```
 */
export const lowRankMatrix = defineComponent({
  kind: 'dataset',
  name: 'low-rank-matrix',
  summary: 'Rows of a matrix with singular values that fall quickly, for reductions of dimension.',
  schema: z.strictObject({ ...samplesShape, ...shape, ...seedShape }),
  examples: [{}, { nSamples: 20, nFeatures: 30, effectiveRank: 4, tailStrength: 0.1, randomState: 7 }],
  create: ({ nSamples: samples, nFeatures, effectiveRank, tailStrength, randomState }, { name }): Dataset => {
    // The right factor has a row for each feature.
    const width = Math.max(nFeatures, Math.ceil((nFeatures * Math.min(samples, nFeatures)) / samples));
    return generatedDataset({ name, randomState, samples, width }, (random) => ({
      input: drawMatrix(random, samples, nFeatures, effectiveRank, tailStrength),
    }));
  },
});

import { defineComponent, RandomState, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { invertibleShape } from '../shared/feature-options.js';
import { featureTransform, numbersOf } from '../shared/feature-transform.js';
import { learningOfAll } from '../shared/gather-values.js';
import { evenlySpaced, quantileOf, sortedPresent } from '../shared/quantiles.js';
import { listsOfState, listsToState } from '../shared/state.js';
import { seedOption, subsampleOption } from '../shared/subsample.js';
import { fromQuantiles, toQuantiles } from './quantile-map.js';

const shape = {
  /** How many quantiles are learnt; of fewer samples as many as there are. Default: `1000`. */
  nQuantiles: z
    .int()
    .min(1)
    .default(1000)
    .describe('How many quantiles are learnt; of fewer samples as many as there are.'),
  /** The distribution that each feature is given: uniform from 0 to 1, or normal. Default: `'uniform'`. */
  outputDistribution: z
    .enum(['uniform', 'normal'])
    .default('uniform')
    .describe('The distribution that each feature is given: uniform from 0 to 1, or normal.'),
  /** From how many samples quantiles are computed at most, drawn without replacement; `null` for all. */
  subsample: subsampleOption(10_000).describe(
    'From how many samples quantiles are computed at most, drawn without replacement; `null` for all.',
  ),
  /** The seed by which samples are drawn. */
  randomState: seedOption.describe('The seed by which samples are drawn.'),
};

/** Options of {@link quantileTransformer}. */
export interface QuantileTransformerOptions
  extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Gives each feature a uniform or a normal distribution by its quantiles in the training data, between which it is linear. Values beyond
 * those of the training data become the ends: 0 and 1, or -5.2 and 5.2. Missing values are left out, and stay missing. All values of the
 * training data are held in memory while it learns, 8 bytes each.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts or infinite numbers, and for ones that there are not; `LML_OTHER_COLUMNS` for other
 * features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `QuantileTransformer`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { quantileTransformer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1], [2], [3], [10], [100]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [quantileTransformer()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [5, 1], data: Float32Array.of(0, 0.25, 0.5, 0.75, 1) }
 * }
 * ```
 */
export const quantileTransformer = defineComponent({
  kind: 'transform',
  name: 'quantile-transformer',
  summary: 'Gives each feature a uniform or a normal distribution.',
  schema: z
    .strictObject({ ...shape, ...invertibleShape })
    .refine(({ nQuantiles, subsample }) => subsample === null || nQuantiles <= subsample, {
      path: ['nQuantiles'],
      message: 'must be at most subsample, the number of samples that they are computed from',
    }),
  examples: [{}, { nQuantiles: 10, outputDistribution: 'normal' }],
  create: ({ nQuantiles, outputDistribution, subsample, randomState, ...settings }): Transform =>
    featureTransform<readonly Float64Array[]>({
      name: 'quantileTransformer',
      settings,
      learn: (columns) =>
        learningOfAll(columns, 'quantileTransformer', (features) => {
          const rows = features[0]?.length ?? 0;
          // As scikit-learn does: shares in per cent, which are divided by 100 again.
          const shares = evenlySpaced(0, 1, Math.max(1, Math.min(nQuantiles, rows))).map(
            (share) => (share * 100) / 100,
          );
          const drawn = subsample === null || subsample >= rows ? undefined : firstDrawn(rows, subsample, randomState);
          return features.map((values) => {
            const sorted = sortedPresent(
              drawn === undefined ? values : Float64Array.from(drawn, (row) => values[row]!),
            );
            return shares.map((share) => quantileOf(sorted, share));
          });
        }),
      write: (quantiles) => listsToState('quantiles', quantiles),
      read: (state, features) => listsOfState(state, 'quantiles', features) as Float64Array[],
      apply: (columns, quantiles) =>
        columns.map((column, at): BlockColumn => ({
          name: column.name,
          values: toQuantiles(numbersOf(column, 'quantileTransformer'), quantiles[at]!, outputDistribution),
        })),
      invert: (prediction, quantiles) => fromQuantiles(prediction, quantiles, outputDistribution),
    }),
});

/** So many rows of a random order. */
function firstDrawn(rows: number, count: number, seed: number): Int32Array {
  return new RandomState(seed).permutation(rows).subarray(0, count);
}

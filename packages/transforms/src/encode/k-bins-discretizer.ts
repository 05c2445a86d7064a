import { defineComponent, InvalidArgumentError, RandomState, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { featureShape } from '../shared/feature-options.js';
import { featureTransform, numbersOf } from '../shared/feature-transform.js';
import { learningOfAll } from '../shared/gather-values.js';
import { firstAbove, QUANTILE_METHODS } from '../shared/quantiles.js';
import { listsOfState, listsToState } from '../shared/state.js';
import { seedOption, subsampleOption } from '../shared/subsample.js';
import { binEdges } from './bin-edges.js';

const shape = {
  /** How many bins a feature has, for all features or for each. Default: `5`. */
  nBins: z
    .union([z.int().min(2), z.array(z.int().min(2)).min(1).readonly()])
    .default(5)
    .describe('How many bins a feature has, for all features or for each.'),
  /** What is given: for each bin a feature that is 0 or 1, or the number of the bin. Default: `'onehot'`. */
  encode: z
    .enum(['onehot', 'ordinal'])
    .default('onehot')
    .describe('What is given: for each bin a feature that is 0 or 1, or the number of the bin.'),
  /**
   * How bins are made: of equal width, of equally many samples, or around the means of clusters. Default: `'quantile'`.
   */
  strategy: z
    .enum(['uniform', 'quantile', 'kmeans'])
    .default('quantile')
    .describe('How bins are made: of equal width, of equally many samples, or around the means of clusters.'),
  /** How a quantile between two values is taken, by NumPy's name. Default: `'averaged_inverted_cdf'`. */
  quantileMethod: z
    .enum(QUANTILE_METHODS)
    .default('averaged_inverted_cdf')
    .describe("How a quantile between two values is taken, by NumPy's name."),
  /** From how many samples bins are made at most, drawn with replacement; `null` for all. */
  subsample: subsampleOption(200_000).describe(
    'From how many samples bins are made at most, drawn with replacement; `null` for all.',
  ),
  /** The seed by which samples are drawn. */
  randomState: seedOption.describe('The seed by which samples are drawn.'),
};

/** Options of {@link kBinsDiscretizer}. */
export interface KBinsDiscretizerOptions
  extends z.input<z.ZodObject<typeof featureShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Puts the values of each feature into bins, which are learnt from the training data; values beyond those are in the first or the last
 * one. A constant feature has one bin, and bins narrower than 1e-8 are left out. All values of the training data are held in memory while
 * it learns, 8 bytes each.
 *
 * @throws `LML_INVALID_ARGUMENT` for missing values, features of texts or infinite numbers, ones that there are not, and as many `nBins` as
 * there are not features; `LML_OTHER_COLUMNS` for other features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `KBinsDiscretizer`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { kBinsDiscretizer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1], [2], [3], [100]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [kBinsDiscretizer({ nBins: 2, encode: 'ordinal' })] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [4, 1], data: Float32Array.of(0, 0, 1, 1) }
 * }
 * ```
 */
export const kBinsDiscretizer = defineComponent({
  kind: 'transform',
  name: 'k-bins-discretizer',
  summary: 'Puts the values of each feature into bins.',
  schema: z.strictObject({ ...shape, ...featureShape }),
  examples: [{}, { nBins: 3, encode: 'ordinal', strategy: 'uniform' }, { nBins: 2, strategy: 'kmeans' }],
  create: ({ nBins, encode, strategy, quantileMethod, subsample, randomState, ...settings }): Transform =>
    featureTransform<readonly Float64Array[]>({
      name: 'kBinsDiscretizer',
      settings,
      learn(columns) {
        const counts = typeof nBins === 'number' ? columns.map(() => nBins) : nBins;
        if (counts.length !== columns.length)
          throw new InvalidArgumentError(
            'nBins',
            `one number, or one for each of the ${columns.length} features`,
            nBins,
          );
        const learning = learningOfAll(columns, 'kBinsDiscretizer', (features) => {
          const rows = features[0]?.length ?? 0;
          const drawn =
            subsample === null || rows <= subsample ? undefined : new RandomState(randomState).choice(rows, subsample);
          return features.map((values, at) => {
            const sorted = drawn === undefined ? values.slice() : Float64Array.from(drawn, (row) => values[row]!);
            return binEdges(sorted.sort(), counts[at]!, strategy, quantileMethod);
          });
        });
        return {
          add(batch, context) {
            batch.forEach(present);
            learning.add(batch, context);
          },
          finish: learning.finish,
        };
      },
      write: (edges) => listsToState('edges', edges),
      read: (state, features) => listsOfState(state, 'edges', features) as Float64Array[],
      apply: (columns, edges) =>
        columns.flatMap((column, at) => {
          const inner = edges[at]!.subarray(1, -1);
          const bins = present(column).map((value) => firstAbove(inner, value));
          if (encode === 'ordinal') return [{ name: column.name, values: bins }];
          return Array.from({ length: inner.length + 1 }, (_, bin): BlockColumn => ({
            name: `${column.name}_${bin}`,
            values: bins.map((own) => Number(own === bin)),
          }));
        }),
    }),
});

/** @throws `LML_INVALID_ARGUMENT` for missing values. */
function present(column: BlockColumn): Float64Array {
  const values = numbersOf(column, 'kBinsDiscretizer');
  if (!values.some(Number.isNaN)) return values;
  const remedy = 'Fill them in before: simpleImputer.';
  throw new InvalidArgumentError(
    `The feature '${column.name}'`,
    'without missing values, which are in no bin',
    NaN,
    remedy,
  );
}

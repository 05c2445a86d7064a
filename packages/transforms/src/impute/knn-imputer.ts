import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { featureTransform } from '../shared/feature-transform.js';
import { finiteNumbersOf, ValueGatherer } from '../shared/gather-values.js';
import { joinedNumbers } from '../shared/joined-numbers.js';
import { imputeShape, indicatorOf, withMissing } from '../shared/missing.js';
import { nearestValues } from './nearest-values.js';

const shape = {
  /** How many training samples a value is taken from. Default: `5`. */
  nNeighbors: z.int().min(1).default(5).describe('How many training samples a value is taken from.'),
  /** What each of them counts: all alike, or by the inverse of their distance. Default: `'uniform'`. */
  weights: z
    .enum(['uniform', 'distance'])
    .default('uniform')
    .describe('What each of them counts: all alike, or by the inverse of their distance.'),
};

/** Options of {@link knnImputer}. */
export interface KnnImputerOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof imputeShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Fills in missing values with the mean of those that the nearest training samples have. The distance of two samples is the Euclidean one
 * of the features that both have, scaled up to all features; where none are shared, the mean of the training data is taken. Of samples at the
 * same distance the first ones count. Features without any value in the training data are left out, or with `keepEmptyFeatures` are 0.
 *
 * What it learns are the training samples themselves: they are in each checkpoint, and a value is sought among all of them. Scale features
 * before, or the widest ones decide which samples are near.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts, infinite numbers, and features that there are not; `LML_OTHER_COLUMNS` for other features than those
 * that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `KNNImputer`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { knnImputer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 10], [2, 20], [9, 90], [2, NaN]]) }));
 * const transforms = { all: [knnImputer({ nNeighbors: 2 })] };
 * const data = new DataModule({ train: dataset, shuffle: false, transforms });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [4, 2], data: Float32Array.of(1, 10, 2, 20, 9, 90, 2, 15) }
 * }
 * ```
 */
export const knnImputer = defineComponent({
  kind: 'transform',
  name: 'knn-imputer',
  summary: 'Fills in missing values with those of the nearest training samples.',
  schema: z.strictObject({ ...shape, ...imputeShape, ...featureShape }),
  examples: [{}, { nNeighbors: 1, weights: 'distance' }],
  create: ({ nNeighbors, weights, missingValues, addIndicator, keepEmptyFeatures, ...settings }): Transform =>
    featureTransform<readonly Float64Array[]>({
      name: 'knnImputer',
      settings,
      learn(columns) {
        const gatherer = new ValueGatherer(columns.length);
        return {
          add: (given) =>
            gatherer.add(withMissing(given, missingValues).map((column) => finiteNumbersOf(column, 'knnImputer'))),
          finish: () => gatherer.finish(),
        };
      },
      write: (samples) => ({
        samples: { dtype: 'float64', shape: [samples.length, samples[0]?.length ?? 0], data: joinedNumbers(samples) },
      }),
      read({ samples }) {
        const [features = 0, rows = 0] = samples!.shape;
        const data = Float64Array.from(samples!.data as Float64Array);
        return Array.from({ length: features }, (_, at) => data.subarray(at * rows, (at + 1) * rows));
      },
      apply(given, samples) {
        const columns = withMissing(given, missingValues);
        const values = columns.map((column) => finiteNumbersOf(column, 'knnImputer'));
        const made = nearestValues(values, samples, { nNeighbors, weights });
        const isEmpty = samples.map((own) => own.every(Number.isNaN));
        const kept = columns.flatMap(({ name }, at) => {
          if (!isEmpty[at]!) return [{ name, values: made[at]! }];
          return keepEmptyFeatures ? [{ name, values: new Float64Array(made[at]!.length) }] : [];
        });
        const flags = addIndicator ? columns.filter((_, at) => samples[at]!.some(Number.isNaN)).map(indicatorOf) : [];
        return [...kept, ...flags];
      },
    }),
});

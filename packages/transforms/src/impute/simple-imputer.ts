import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { featureTransform } from '../shared/feature-transform.js';
import { imputeShape, indicatorOf, MissingGatherer, withMissing } from '../shared/missing.js';
import { listsOfState, listsToState, numbersOfState, numbersToArray } from '../shared/state.js';
import { fillGatherer, filled } from './fill-values.js';

const shape = {
  /**
   * What missing values of a feature become: its mean, its median, the value that it has most often (of several the
   * smallest), or a constant. The last two take texts as well. Default: `'mean'`.
   */
  strategy: z
    .enum(['mean', 'median', 'most-frequent', 'constant'])
    .default('mean')
    .describe(
      'What missing values of a feature become: its mean, its median, the value that it has most often (of several the smallest), or a constant. The last two take texts as well.',
    ),
  /** The constant. Default: 0, or `'missing_value'` of texts. */
  fillValue: z
    .union([z.number(), z.string()])
    .optional()
    .describe("The constant. Default: 0, or `'missing_value'` of texts."),
};

/** Options of {@link simpleImputer}. */
export interface SimpleImputerOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof imputeShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/** What is learnt: what fills each feature, in a list, which is empty where it is left out; and which had missing values. */
interface Fills {
  readonly fills: readonly (Float64Array | readonly string[])[];
  readonly hadMissing: Float64Array;
}

/**
 * Fills in missing values, NaN and empty texts: with the mean, the median or the most frequent value that a feature has in the training
 * data, or with a constant. Features without any value in the training data are left out, unless `keepEmptyFeatures`; then they are filled
 * with the constant. For the median all values are kept in memory while it learns.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts and infinite numbers where the strategy is mean or median, for a constant that is a text where features are
 * numbers, and for features that there are not; `LML_OTHER_COLUMNS` for other features than those that were learnt from; `LML_NOT_FITTED`
 * before it has learnt.
 *
 * @see scikit-learn's `SimpleImputer`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { simpleImputer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 5], [3, NaN], [NaN, 7]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [simpleImputer()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [3, 2], data: Float32Array.of(1, 5, 3, 6, 2, 7) }
 * }
 * ```
 */
export const simpleImputer = defineComponent({
  kind: 'transform',
  name: 'simple-imputer',
  summary: 'Fills in missing values with a mean, a median, the most frequent value or a constant.',
  schema: z.strictObject({ ...shape, ...imputeShape, ...featureShape }),
  examples: [{}, { strategy: 'median', addIndicator: true }, { strategy: 'constant', fillValue: -1 }],
  create: ({ strategy, fillValue, missingValues, addIndicator, keepEmptyFeatures, ...settings }): Transform =>
    featureTransform<Fills>({
      name: 'simpleImputer',
      settings,
      learn(columns) {
        const gatherer = fillGatherer(columns, { strategy, fillValue, keepEmptyFeatures });
        const missing = new MissingGatherer(columns.length);
        return {
          add(given) {
            const values = withMissing(given, missingValues);
            gatherer.add(values);
            missing.add(values);
          },
          finish: () => ({ fills: gatherer.finish(), hadMissing: missing.finish() }),
        };
      },
      write: ({ fills, hadMissing }) => ({ hadMissing: numbersToArray(hadMissing), ...listsToState('fill', fills) }),
      read: (state, features) => ({
        hadMissing: numbersOfState(state, 'hadMissing'),
        fills: listsOfState(state, 'fill', features),
      }),
      apply(given, { fills, hadMissing }) {
        const columns = withMissing(given, missingValues);
        const made = columns.flatMap((column, at) => (fills[at]!.length === 0 ? [] : [filled(column, fills[at]![0]!)]));
        const flags = addIndicator ? columns.filter((_, at) => hadMissing[at] === 1).map(indicatorOf) : [];
        return [...made, ...flags];
      },
    }),
});

import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { featureTransform } from '../shared/feature-transform.js';
import { hasMissing, indicatorOf, MissingGatherer, missingShape, withMissing } from '../shared/missing.js';
import { numbersOfState, numbersToArray } from '../shared/state.js';

const shape = {
  /** For which features: those with missing values in the training data, or all. Default: `'missing-only'`. */
  features: z
    .enum(['missing-only', 'all'])
    .default('missing-only')
    .describe('For which features: those with missing values in the training data, or all.'),
  /**
   * Whether missing values of a feature that had none in the training data are an error. Only with `missing-only`.
   * Default: `true`.
   */
  errorOnNew: z
    .boolean()
    .default(true)
    .describe(
      'Whether missing values of a feature that had none in the training data are an error. Only with `missing-only`.',
    ),
};

/** Options of {@link missingIndicator}. */
export interface MissingIndicatorOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof missingShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Puts in the place of features ones that are 1 where a value is missing, NaN or the empty text, and 0 elsewhere. To have them beside the
 * features, use `addIndicator` of the imputers, or it as a part of `columns`.
 *
 * @throws `LML_INVALID_ARGUMENT` for missing values of a feature that had none, unless `errorOnNew` is false, and for features that there
 * are not; `LML_OTHER_COLUMNS` for other features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `MissingIndicator`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { missingIndicator } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 5], [3, NaN], [2, 7]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [missingIndicator()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [3, 1], data: Float32Array.of(0, 1, 0) }
 * }
 * ```
 */
export const missingIndicator = defineComponent({
  kind: 'transform',
  name: 'missing-indicator',
  summary: 'Says where values are missing.',
  schema: z.strictObject({ ...shape, ...missingShape, ...featureShape }),
  examples: [{ features: 'all' }, { features: 'all', missingValues: -999 }],
  create: ({ features, errorOnNew, missingValues, ...settings }): Transform =>
    featureTransform<Float64Array>({
      name: 'missingIndicator',
      settings,
      learn(columns) {
        const missing = new MissingGatherer(columns.length);
        return { add: (values) => missing.add(withMissing(values, missingValues)), finish: () => missing.finish() };
      },
      write: (hadMissing) => ({ hadMissing: numbersToArray(hadMissing) }),
      read: (state) => numbersOfState(state, 'hadMissing'),
      apply(given, hadMissing) {
        const columns = withMissing(given, missingValues);
        if (features === 'all') return columns.map(indicatorOf);
        const isNew = columns.find((column, at) => hadMissing[at] === 0 && errorOnNew && hasMissing(column));
        if (isNew !== undefined)
          throw new InvalidArgumentError(
            `The feature '${isNew.name}'`,
            'without missing values, as in the training data',
            isNew.values.find((value: number | string) => value === '' || value !== value),
            "To go on, choose errorOnNew: false, or features: 'all'.",
          );
        return columns.filter((_, at) => hadMissing[at] === 1).map(indicatorOf);
      },
    }),
});

import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { affineScaler } from '../shared/affine-scaler.js';
import { invertibleShape } from '../shared/feature-options.js';
import { addMoments, deviationOf, noMoments } from '../shared/moments.js';

const shape = {
  /** Whether the mean is taken off. Default: `true`. */
  withMean: z.boolean().default(true).describe('Whether the mean is taken off.'),
  /** Whether values are divided by the standard deviation. Default: `true`. */
  withStd: z.boolean().default(true).describe('Whether values are divided by the standard deviation.'),
};

/** Options of {@link standardScaler}. */
export interface StandardScalerOptions
  extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Standardises features: of the training data each has mean 0 and standard deviation 1 (that of the population, divided by the number of
 * samples). One that is constant is not divided. Missing values are left out of the statistics, and stay missing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts, and for ones that there are not; `LML_OTHER_COLUMNS` for other features than those
 * that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `StandardScaler`.
 *
 * @example
 * ```ts
 * import { DataModule } from '@lml/core';
 * import { labelled } from '@lml/datasets';
 * import { standardScaler } from '@lml/transforms';
 *
 * const dataset = labelled({ inputs: [[1, 10], [3, 30]], targets: [0, 1] });
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [standardScaler()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [2, 2], data: Float32Array.of(-1, -1, 1, 1) }
 * }
 * ```
 */
export const standardScaler = defineComponent({
  kind: 'transform',
  name: 'standard-scaler',
  summary: 'Gives each feature mean 0 and standard deviation 1.',
  schema: z.strictObject({ ...shape, ...invertibleShape }),
  examples: [{}, { withMean: false }, { columns: [0] }],
  create: ({ withMean, withStd, ...settings }): Transform =>
    affineScaler({
      name: 'standardScaler',
      settings,
      learn(features) {
        const moments = Array.from({ length: features }, noMoments);
        return {
          add: (columns) => columns.forEach((values, at) => addMoments(moments[at]!, values)),
          finish: () => ({
            offset: Float64Array.from(moments, ({ count, mean }) => (withMean ? (count === 0 ? NaN : mean) : 0)),
            scale: Float64Array.from(moments, (own) => (withStd ? deviationOf(own) : 1)),
          }),
        };
      },
    }),
});

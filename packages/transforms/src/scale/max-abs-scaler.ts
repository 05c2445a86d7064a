import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { affineScaler, divisorOf } from '../shared/affine-scaler.js';
import { invertibleShape } from '../shared/feature-options.js';

const shape = {
  /** Whether values beyond those of the training data are limited to -1 and 1. Default: `false`. */
  clip: z
    .boolean()
    .default(false)
    .describe('Whether values beyond those of the training data are limited to -1 and 1.'),
};

/** Options of {@link maxAbsScaler}. */
export interface MaxAbsScalerOptions
  extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Divides each feature by the largest absolute value of the training data, so that it is from -1 to 1 and 0 stays 0. A feature of zeros is
 * not divided. Missing values are left out, and stay missing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts or infinite numbers, and for ones that there are not; `LML_OTHER_COLUMNS` for other
 * features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `MaxAbsScaler`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { maxAbsScaler } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, -20], [-4, 10]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [maxAbsScaler()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [2, 2], data: Float32Array.of(0.25, -1, -1, 0.5) }
 * }
 * ```
 */
export const maxAbsScaler = defineComponent({
  kind: 'transform',
  name: 'max-abs-scaler',
  summary: 'Divides each feature by its largest absolute value.',
  schema: z.strictObject({ ...shape, ...invertibleShape }),
  examples: [{}, { clip: true }],
  create: ({ clip, ...settings }): Transform =>
    affineScaler({
      name: 'maxAbsScaler',
      settings,
      limits: clip ? [-1, 1] : undefined,
      learn(features) {
        const largest = new Float64Array(features).fill(NaN);
        return {
          add: (columns) =>
            columns.forEach((values, at) => {
              for (const value of values) {
                const size = Math.abs(value);
                if (!(size <= largest[at]!) && !Number.isNaN(size)) largest[at] = size;
              }
            }),
          finish: () => ({ offset: new Float64Array(features), scale: largest.map(divisorOf) }),
        };
      },
    }),
});

import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { affineScaler, divisorOf } from '../shared/affine-scaler.js';
import { invertibleShape } from '../shared/feature-options.js';

const shape = {
  /** The least and the greatest value of the training data, after the change. Default: `[0, 1]`. */
  featureRange: z
    .tuple([z.number(), z.number()])
    .readonly()
    .refine(([low, high]) => low < high, 'the first must be less than the second')
    .default([0, 1])
    .describe('The least and the greatest value of the training data, after the change.'),
  /** Whether values beyond those of the training data are limited to the range. Default: `false`. */
  clip: z
    .boolean()
    .default(false)
    .describe('Whether values beyond those of the training data are limited to the range.'),
};

/** Options of {@link minMaxScaler}. */
export interface MinMaxScalerOptions
  extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Moves and scales each feature to a range: `(x - min) / (max - min)` of the training data's minimum and maximum, then to `featureRange`. A
 * constant feature becomes the low end. Missing values are left out, and stay missing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts or infinite numbers, and for ones that there are not; `LML_OTHER_COLUMNS` for other
 * features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `MinMaxScaler`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { minMaxScaler } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 10], [2, 20], [5, 30]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [minMaxScaler()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [3, 2], data: Float32Array.of(0, 0, 0.25, 0.5, 1, 1) }
 * }
 * ```
 */
export const minMaxScaler = defineComponent({
  kind: 'transform',
  name: 'min-max-scaler',
  summary: 'Moves and scales each feature to a range, as from 0 to 1.',
  schema: z.strictObject({ ...shape, ...invertibleShape }),
  examples: [{}, { featureRange: [-1, 1], clip: true }],
  create: ({ featureRange: [low, high], clip, ...settings }): Transform =>
    affineScaler({
      name: 'minMaxScaler',
      settings,
      limits: clip ? [low, high] : undefined,
      learn(features) {
        const least = new Float64Array(features).fill(NaN);
        const greatest = new Float64Array(features).fill(NaN);
        return {
          add: (columns) =>
            columns.forEach((values, at) => {
              for (const value of values) {
                // Comparisons with NaN are false: the first value is taken, missing ones are not.
                if (!(value >= least[at]!) && !Number.isNaN(value)) least[at] = value;
                if (!(value <= greatest[at]!) && !Number.isNaN(value)) greatest[at] = value;
              }
            }),
          finish() {
            const scale = least.map((value, at) => divisorOf(greatest[at]! - value) / (high - low));
            return { offset: least.map((value, at) => value - low * scale[at]!), scale };
          },
        };
      },
    }),
});

import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { affineScaler, divisorOf } from '../shared/affine-scaler.js';
import { invertibleShape } from '../shared/feature-options.js';
import { ValueGatherer } from '../shared/gather-values.js';
import { normalQuantile } from '../shared/normal-quantile.js';
import { quantileOf, sortedPresent } from '../shared/quantiles.js';

const shape = {
  /** Whether the median is taken off. Default: `true`. */
  withCentering: z.boolean().default(true).describe('Whether the median is taken off.'),
  /** Whether values are divided by the range between two quantiles. Default: `true`. */
  withScaling: z.boolean().default(true).describe('Whether values are divided by the range between two quantiles.'),
  /** The two quantiles, in per cent. Default: `[25, 75]`. */
  quantileRange: z
    .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
    .readonly()
    .refine(([low, high]) => low <= high, 'the first must be at most the second')
    .default([25, 75])
    .describe('The two quantiles, in per cent.'),
  /**
   * Whether normally distributed features get variance 1; the quantiles are then different, and neither 0 nor 100.
   * Default: `false`.
   */
  unitVariance: z
    .boolean()
    .default(false)
    .describe(
      'Whether normally distributed features get variance 1; the quantiles are then different, and neither 0 nor 100.',
    ),
};

/** Options of {@link robustScaler}. */
export interface RobustScalerOptions
  extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Takes off each feature's median and divides by the range between two quantiles, which a few extreme values do not change. One whose
 * range is 0 is not divided. Missing values are left out, and stay missing. All values of the training data are held in memory while it
 * learns, 8 bytes each, and as much again while they are sorted.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts or infinite numbers, and for ones that there are not; `LML_OTHER_COLUMNS` for other
 * features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `RobustScaler`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { robustScaler } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1], [2], [3], [4], [1000]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [robustScaler()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [5, 1], data: Float32Array.of(-1, -0.5, 0, 0.5, 498.5) }
 * }
 * ```
 */
export const robustScaler = defineComponent({
  kind: 'transform',
  name: 'robust-scaler',
  summary: 'Scales each feature by its median and a range between quantiles.',
  schema: z
    .strictObject({ ...shape, ...invertibleShape })
    .refine(({ unitVariance, quantileRange: [low, high] }) => !unitVariance || (low > 0 && low < high && high < 100), {
      path: ['quantileRange'],
      message: 'must be two different quantiles between 0 and 100 with unitVariance',
    }),
  examples: [{}, { quantileRange: [10, 90], unitVariance: true }],
  create: ({ withCentering, withScaling, quantileRange, unitVariance, ...settings }): Transform => {
    const [low, high] = [quantileRange[0] / 100, quantileRange[1] / 100];
    const unit = unitVariance ? normalQuantile(high) - normalQuantile(low) : 1;
    return affineScaler({
      name: 'robustScaler',
      settings,
      learn(features) {
        const gatherer = new ValueGatherer(features);
        return {
          add: (columns) => gatherer.add(columns),
          finish() {
            const offset = new Float64Array(features);
            const scale = new Float64Array(features).fill(1);
            // One feature after the other, so that one sorted copy is held at a time.
            for (const [at, values] of gatherer.finish().entries()) {
              const sorted = sortedPresent(values);
              if (withCentering) offset[at] = quantileOf(sorted, 0.5);
              if (withScaling) scale[at] = divisorOf(quantileOf(sorted, high) - quantileOf(sorted, low)) / unit;
            }
            return { offset, scale };
          },
        };
      },
    });
  },
});

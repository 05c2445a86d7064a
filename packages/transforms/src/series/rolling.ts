import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { keepShape, padShape } from './series-options.js';
import { seriesTransform } from './series-transform.js';
import { STATISTICS, statisticOf } from './window-statistics.js';

const shape = {
  /** How many steps are looked at, that of the value among them. */
  window: z.int().min(1).describe('How many steps are looked at, that of the value among them.'),
  /** What is computed of them; `std` and `var` divide by their number less 1. Default: `['mean']`. */
  statistics: z
    .array(z.enum(STATISTICS))
    .min(1)
    .readonly()
    .default(['mean'])
    .describe('What is computed of them; `std` and `var` divide by their number less 1.'),
  /** How many of them must have a value, or the result is missing. Default: all of the window. */
  minPeriods: z
    .int()
    .min(1)
    .optional()
    .describe('How many of them must have a value, or the result is missing. Default: all of the window.'),
};

/** Options of {@link rolling}. */
export interface RollingOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof keepShape>>,
    z.input<z.ZodObject<typeof padShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Gives at each step of a window, [steps, features], statistics of the last `window` steps of features, nothing later: after all features
 * those of the first statistic, then those of the second. Missing values are left out. `minPeriods − 1` steps at the beginning have none.
 *
 * @throws `LML_INVALID_OPTIONS` for `minPeriods` above `window`; `LML_INVALID_ARGUMENT` for what is no window, for one that is not longer
 * than what is left out, and for features that there are not.
 *
 * @see pandas' `DataFrame.rolling`.
 *
 * @example
 * ```ts
 * import { DataModule } from '@lml/core';
 * import { unlabelled } from '@lml/datasets';
 * import { rolling } from '@lml/transforms';
 *
 * const train = unlabelled({ inputs: [[[1], [3], [5], [4]]] });
 * const transforms = { all: [rolling({ window: 2, statistics: ['mean', 'max'] })] };
 * const data = new DataModule({ train, transforms });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [1, 3, 3], data: Float32Array.of(3, 2, 3, 5, 4, 5, 4, 4.5, 5) }
 * }
 * ```
 */
export const rolling = defineComponent({
  kind: 'transform',
  name: 'rolling',
  summary: 'Adds means, deviations or extremes of the last steps of a window.',
  schema: z
    .strictObject({ ...shape, ...keepShape, ...padShape, ...featureShape })
    .refine(({ window, minPeriods = 1 }) => minPeriods <= window, {
      path: ['minPeriods'],
      error: 'must be no greater than window',
    }),
  examples: [{ window: 2 }, { window: 3, minPeriods: 1, statistics: ['min', 'max'], keep: false, pad: 'zero' }],
  conformance: {
    sample: { input: { dtype: 'float32', shape: [4, 2], data: Float32Array.of(1, 5, 3, 2, 8, 1, 4, 4) } },
  },
  create: ({ window, statistics, minPeriods = window, keep, pad, ...settings }, { name }): Transform =>
    seriesTransform({
      name,
      settings,
      first: minPeriods - 1,
      pad,
      keep,
      apply: (steps) =>
        statistics.map((statistic) =>
          steps.map((_, at) => {
            const values = steps.subarray(Math.max(0, at + 1 - window), at + 1).filter((value) => !Number.isNaN(value));
            return values.length < minPeriods ? NaN : statisticOf(values, statistic);
          }),
        ),
    }),
});

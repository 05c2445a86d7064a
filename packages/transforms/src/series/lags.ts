import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { keepShape, padShape } from './series-options.js';
import { seriesTransform } from './series-transform.js';

const shape = {
  /** How many steps before: `[1, 7]` gives the values of yesterday and of a week ago. */
  lags: z
    .array(z.int().min(1))
    .min(1)
    .readonly()
    .describe('How many steps before: `[1, 7]` gives the values of yesterday and of a week ago.'),
};

/** Options of {@link lags}. */
export interface LagsOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof keepShape>>,
    z.input<z.ZodObject<typeof padShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Gives at each step of a window, [steps, features], what features were some steps before: after all features those of the first lag, then
 * those of the second. As many steps at the beginning as the largest lag lack one.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no window, for one that is not longer than what is left out, and for features that there are not.
 *
 * @see pandas' `DataFrame.shift`.
 *
 * @example
 * ```ts
 * import { DataModule } from '@lml/core';
 * import { unlabelled } from '@lml/datasets';
 * import { lags } from '@lml/transforms';
 *
 * const train = unlabelled({ inputs: [[[1], [3], [6], [10]]] });
 * const data = new DataModule({ train, transforms: { all: [lags({ lags: [1, 2] })] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [1, 2, 3], data: Float32Array.of(6, 3, 1, 10, 6, 3) }
 * }
 * ```
 */
export const lags = defineComponent({
  kind: 'transform',
  name: 'lags',
  summary: 'Adds what features were at earlier steps of a window.',
  schema: z.strictObject({ ...shape, ...keepShape, ...padShape, ...featureShape }),
  examples: [{ lags: [1, 2] }, { lags: [1], keep: false, pad: 'nan' }],
  conformance: {
    sample: { input: { dtype: 'float32', shape: [4, 2], data: Float32Array.of(1, 5, 3, 2, 8, 1, 4, 4) } },
  },
  create: ({ lags: given, keep, pad, ...settings }, { name }): Transform =>
    seriesTransform({
      name,
      settings,
      first: given.reduce((most, lag) => Math.max(most, lag), 0),
      pad,
      keep,
      apply: (steps) => given.map((lag) => steps.map((_, at) => (at < lag ? NaN : steps[at - lag]!))),
    }),
});

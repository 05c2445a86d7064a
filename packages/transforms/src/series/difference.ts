import { defineComponent, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { padShape } from './series-options.js';
import { seriesTransform } from './series-transform.js';

const shape = {
  /** How often differences are taken, of differences from the second time on. Default: `1`. */
  order: z.int().min(1).default(1).describe('How often differences are taken, of differences from the second time on.'),
  /** From how many steps before: 7 takes the rhythm of weeks out of days. Default: `1`. */
  lag: z.int().min(1).default(1).describe('From how many steps before: 7 takes the rhythm of weeks out of days.'),
};

/** Options of {@link difference}. */
export interface DifferenceOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof padShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Puts in the place of features of a window, [steps, features], their differences from an earlier step, so that what rises steadily becomes
 * level. `order · lag` steps at the beginning have none.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no window, for one that is not longer than what is left out, and for features that there are not.
 *
 * @see pandas' `DataFrame.diff`, applied `order` times.
 *
 * @example
 * ```ts
 * import { DataModule } from '@lml/core';
 * import { unlabelled } from '@lml/datasets';
 * import { difference } from '@lml/transforms';
 *
 * const train = unlabelled({ inputs: [[[1], [3], [6], [10]]] });
 * const data = new DataModule({ train, transforms: { all: [difference()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [1, 3, 1], data: Float32Array.of(2, 3, 4) }
 * }
 * ```
 */
export const difference = defineComponent({
  kind: 'transform',
  name: 'difference',
  summary: 'Takes differences along the steps of a window.',
  schema: z.strictObject({ ...shape, ...padShape, ...featureShape }),
  examples: [{}, { lag: 2, pad: 'zero' }],
  conformance: {
    sample: { input: { dtype: 'float32', shape: [4, 2], data: Float32Array.of(1, 5, 3, 2, 8, 1, 4, 4) } },
  },
  create: ({ order, lag, pad, ...settings }, { name }): Transform =>
    seriesTransform({
      name,
      settings,
      first: order * lag,
      pad,
      keep: false,
      apply(steps) {
        const values = steps.slice();
        for (let time = 0; time < order; time++)
          for (let at = values.length - 1; at >= 0; at--) values[at] = at < lag ? NaN : values[at]! - values[at - lag]!;
        return [values];
      },
    }),
});

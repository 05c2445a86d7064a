import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { anneals } from '../shared/anneal.js';
import { minShape, numbersShape, totalShape, unitShape } from '../shared/schedule-shape.js';
import { annealedSchedule, warmUpShape } from '../shared/warm-up.js';

/** Options of {@link linearWithWarmUp}. */
export interface LinearWithWarmUpOptions
  extends
    z.input<z.ZodObject<typeof warmUpShape>>,
    z.input<z.ZodObject<typeof totalShape>>,
    z.input<z.ZodObject<typeof minShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * A straight line down to the end, after a warm-up in a straight line. With b the number's first value, w the warm-up, s its start, m
 * `min`, t the steps or epochs so far and T the total:
 *
 * ```math
 * b (s + (1 - s) t/w) \text{ where } t < w, \quad m + (b - m)(T - t)/(T - w) \text{ else}
 * ```
 *
 * From T on it is `min`.
 *
 * @throws `LML_INVALID_OPTIONS` for a total or a length below 0; `LML_INVALID_ARGUMENT` in the run if neither `total` nor the length of
 * the run is known.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { linearWithWarmUp } from '@lml/optimizers';
 *
 * const scheduler = linearWithWarmUp({ warmup: 2, total: 6 });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 8 }).lr; // => [0, 0.2, 0.4, 0.3, 0.2, 0.1, 0, 0]
 * ```
 *
 * @see `get_linear_schedule_with_warmup` of Hugging Face transformers.
 */
export const linearWithWarmUp = defineComponent({
  kind: 'scheduler',
  name: 'linear-with-warm-up',
  summary: 'A straight line down to the end of the run, after a linear warm-up.',
  schema: z.strictObject({ ...warmUpShape, ...totalShape, ...minShape, ...unitShape, ...numbersShape }),
  examples: [{ warmup: 5 }, { warmup: 2, total: 10, min: 1e-5, unit: 'epoch' }],
  create: (options, { name }) => annealedSchedule(name, options, anneals.linear),
});

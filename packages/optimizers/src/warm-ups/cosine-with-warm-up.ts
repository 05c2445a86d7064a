import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { anneals } from '../shared/anneal.js';
import { minShape, numbersShape, totalShape, unitShape } from '../shared/schedule-shape.js';
import { annealedSchedule, warmUpShape } from '../shared/warm-up.js';

/** Options of {@link cosineWithWarmUp}. */
export interface CosineWithWarmUpOptions
  extends
    z.input<z.ZodObject<typeof warmUpShape>>,
    z.input<z.ZodObject<typeof totalShape>>,
    z.input<z.ZodObject<typeof minShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Half a cosine down to the end, after a warm-up in a straight line. With b the number's first value, w the warm-up, s its start, m
 * `min`, t the steps or epochs so far and T the total:
 *
 * ```math
 * b (s + (1 - s) t/w) \text{ where } t < w, \quad m + (b - m)(1 + \cos(π (t - w)/(T - w)))/2 \text{ else}
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
 * import { cosineWithWarmUp } from '@lml/optimizers';
 *
 * const scheduler = cosineWithWarmUp({ warmup: 2, total: 6 });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 8 }).lr; // => [0, 0.2, 0.4, 0.34142136, 0.2, 0.058578644, 0, 0]
 * ```
 *
 * @see `get_cosine_schedule_with_warmup` of Hugging Face transformers; LinearLR and CosineAnnealingLR in a SequentialLR of torch.
 */
export const cosineWithWarmUp = defineComponent({
  kind: 'scheduler',
  name: 'cosine-with-warm-up',
  summary: 'Half a cosine down to the end of the run, after a linear warm-up.',
  schema: z.strictObject({ ...warmUpShape, ...totalShape, ...minShape, ...unitShape, ...numbersShape }),
  examples: [
    { warmup: 5 },
    { warmup: 10, warmupStart: 0.1, total: 100, min: 1e-5, numbers: ['lr', 'weightDecay'] },
    { warmup: 1, unit: 'fractional-epoch' },
  ],
  create: (options, { name }) => annealedSchedule(name, options, anneals.cos),
});

import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { anneals } from '../shared/anneal.js';
import { minShape, numbersShape, totalShape, unitShape } from '../shared/schedule-shape.js';
import { lengthOf } from '../shared/schedule-time.js';
import { timedSchedule } from '../shared/timed-schedule.js';

/** Options of {@link cosineAnnealing}. */
export interface CosineAnnealingOptions
  extends
    z.input<z.ZodObject<typeof totalShape>>,
    z.input<z.ZodObject<typeof minShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Half a cosine down to the end. With b the number's first value, m `min`, t the steps or epochs so far and T the total,
 * $`m + (b - m)(1 + \cos(π t/T))/2`$.
 *
 * After a total that is shorter than the run it rises again, and falls, as in PyTorch. `cosine-with-warm-up` stays at its end.
 *
 * @throws `LML_INVALID_OPTIONS` for a total of 0 or less; `LML_INVALID_ARGUMENT` in the run if neither `total` nor the length of the run
 * is known.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { cosineAnnealing } from '@lml/optimizers';
 *
 * scheduleValues(cosineAnnealing(), { base: { lr: 0.4 }, steps: 4 }).lr; // => [0.4, 0.34142136, 0.2, 0.058578644]
 * scheduleValues(cosineAnnealing({ total: 2 }), { base: { lr: 0.4 }, steps: 5 }).lr; // => [0.4, 0.2, 0, 0.2, 0.4]
 * ```
 *
 * @see Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017;
 * [torch.optim.lr_scheduler.CosineAnnealingLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html)
 * 2.x
 */
export const cosineAnnealing = defineComponent({
  kind: 'scheduler',
  name: 'cosine-annealing',
  summary: 'Half a cosine down to the end of the run; after a shorter total it rises again.',
  schema: z.strictObject({ ...totalShape, ...minShape, ...unitShape, ...numbersShape }),
  examples: [{}, { total: 10, min: 1e-4, unit: 'fractional-epoch', numbers: ['lr', 'weightDecay'] }],
  create: ({ total, min, ...options }, { name }) =>
    timedSchedule(name, options, (first, now, time) =>
      anneals.cos(first, min, now / lengthOf(name, total, options.unit, time)),
    ),
});

import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { between } from '../shared/anneal.js';
import { minShape, numbersShape, totalShape, unitShape } from '../shared/schedule-shape.js';
import { lengthOf } from '../shared/schedule-time.js';
import { timedSchedule } from '../shared/timed-schedule.js';

const shape = {
  /** The power of what is left of the way: 1 falls in a straight line, more falls faster at first. Default: `1`. */
  power: z
    .number()
    .gt(0)
    .default(1)
    .describe('The power of what is left of the way: 1 falls in a straight line, more falls faster at first.'),
};

/** Options of {@link polynomial}. */
export interface PolynomialOptions
  extends
    z.input<z.ZodObject<typeof totalShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof minShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Falls to its end by a power of what is left of the way, and stays there. With b the number's first value, m `min`, t the steps or
 * epochs so far and T the total, $`m + (b - m)(1 - t/T)^p`$.
 *
 * The total is the length of the run unless it is given (in PyTorch it is 5).
 *
 * @throws `LML_INVALID_OPTIONS` for a total or a power of 0 or less; `LML_INVALID_ARGUMENT` in the run if neither `total` nor the length
 * of the run is known.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { polynomial } from '@lml/optimizers';
 *
 * const scheduler = polynomial({ total: 4, power: 2 });
 * scheduleValues(scheduler, { base: { lr: 0.1 }, steps: 6 }).lr; // => [0.1, 0.05625, 0.025, 0.00625, 0, 0]
 * ```
 *
 * @see [torch.optim.lr_scheduler.PolynomialLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html)
 * 2.x
 */
export const polynomial = defineComponent({
  kind: 'scheduler',
  name: 'polynomial',
  summary: 'Falls to the end of the run by a power of what is left of the way.',
  schema: z.strictObject({ ...totalShape, ...shape, ...minShape, ...unitShape, ...numbersShape }),
  examples: [{}, { total: 10, power: 0.9, min: 1e-4, unit: 'epoch' }],
  create: ({ total, power, min, ...options }, { name }) =>
    timedSchedule(name, options, (first, now, time) => {
      const done = Math.min(1, now / lengthOf(name, total, options.unit, time));
      return between(min, first, (1 - done) ** power);
    }),
});

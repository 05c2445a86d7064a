import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { anneals } from '../shared/anneal.js';
import { minShape, numbersShape, unitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

const shape = {
  /** The length of the first cycle, in what it counts by. */
  period: z.number().gt(0).describe('The length of the first cycle, in what it counts by.'),
  /** How many times as long each cycle is as the one before. Default: `1`. */
  periodFactor: z.int().min(1).default(1).describe('How many times as long each cycle is as the one before.'),
};

/** Options of {@link cosineWarmRestarts}. */
export interface CosineWarmRestartsOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof minShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Half a cosine down, again and again. With b the number's first value, m `min`, T the length of a cycle and t the steps or epochs so
 * far in it, $`m + (b - m)(1 + \cos(π t/T))/2`$.
 *
 * With the unit `'fractional-epoch'` cycles are so many epochs long and numbers change at every step.
 *
 * @throws `LML_INVALID_OPTIONS` for a period of 0 or less, or a factor that is no whole number of at least 1.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { cosineWarmRestarts } from '@lml/optimizers';
 *
 * const scheduler = cosineWarmRestarts({ period: 2, periodFactor: 2 });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 7 }).lr; // => [0.4, 0.2, 0.4, 0.34142136, 0.2, 0.058578644, 0.4]
 * ```
 *
 * @see Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017;
 * [torch.optim.lr_scheduler.CosineAnnealingWarmRestarts](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html)
 * 2.x
 */
export const cosineWarmRestarts = defineComponent({
  kind: 'scheduler',
  name: 'cosine-warm-restarts',
  summary: 'Half a cosine down, again and again, each time as long or longer.',
  schema: z.strictObject({ ...shape, ...minShape, ...unitShape, ...numbersShape }),
  examples: [{ period: 5 }, { period: 2, periodFactor: 2, min: 1e-4, unit: 'fractional-epoch' }],
  create: ({ period, periodFactor, min, ...options }, { name }) =>
    timedSchedule(name, options, (first, now) => anneals.cos(first, min, partOfCycle(now, period, periodFactor))),
});

/** Which part of its cycle is done. */
function partOfCycle(now: number, period: number, factor: number): number {
  if (factor === 1) return (now % period) / period;
  let [start, length] = [0, period];
  while (now >= start + length) {
    start += length;
    length *= factor;
  }
  return (now - start) / length;
}

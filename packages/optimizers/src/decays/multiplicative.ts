import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { factorShape } from '../shared/factor-shape.js';
import { numbersShape, wholeUnitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

/** Options of {@link multiplicative}. */
export interface MultiplicativeOptions
  extends
    z.input<z.ZodObject<typeof factorShape>>,
    z.input<z.ZodObject<typeof wholeUnitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Multiplies a number by a function of the steps or epochs so far after each of them, in code: $`b f(1) f(2) … f(t)`$.
 *
 * @throws `LML_INVALID_OPTIONS` for a factor that is no function.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { multiplicative } from '@lml/optimizers';
 *
 * const scheduler = multiplicative({ factor: (step) => (step < 3 ? 0.5 : 1) });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 4 }).lr; // => [0.4, 0.2, 0.1, 0.1]
 * ```
 *
 * @see
 * [torch.optim.lr_scheduler.MultiplicativeLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html)
 * 2.x
 */
export const multiplicative = defineComponent({
  kind: 'scheduler',
  name: 'multiplicative',
  summary: 'Multiplies the rate by a function after each step or epoch, in code.',
  schema: z.strictObject({ ...factorShape, ...wholeUnitShape, ...numbersShape }),
  examples: [{ factor: () => 0.95 }, { factor: (now) => 1 - 1 / (now + 1), unit: 'epoch' }],
  create({ factor, ...options }, { name }) {
    const productTo = products(factor);
    return timedSchedule(name, options, (first, now) => first * productTo(now));
  },
});

/** The product of the factors from 1 to some number; the latest is kept, so that a run does not compute all of them at each step. */
function products(factor: (now: number) => number): (now: number) => number {
  let [last, product] = [0, 1];
  return (now) => {
    if (now < last) [last, product] = [0, 1];
    while (last < now) product *= factor(++last);
    return product;
  };
}

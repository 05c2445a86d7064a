import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { numbersShape, unitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

const shape = {
  /** What is left of the number after each step or epoch. */
  gamma: z.number().gt(0).describe('What is left of the number after each step or epoch.'),
};

/** Options of {@link exponential}. */
export interface ExponentialOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Falls by the same factor each time: with b the number's first value and t the steps or epochs so far, $`b γ^t`$.
 *
 * @throws `LML_INVALID_OPTIONS` for a gamma of 0 or less.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { exponential } from '@lml/optimizers';
 *
 * const scheduler = exponential({ gamma: 0.5, unit: 'epoch' });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 5, stepsPerEpoch: 2 }).lr; // => [0.4, 0.4, 0.2, 0.2, 0.1]
 * ```
 *
 * @see
 * [torch.optim.lr_scheduler.ExponentialLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html)
 * 2.x
 */
export const exponential = defineComponent({
  kind: 'scheduler',
  name: 'exponential',
  summary: 'Multiplies the rate by a factor after each step or epoch.',
  schema: z.strictObject({ ...shape, ...unitShape, ...numbersShape }),
  examples: [{ gamma: 0.9 }, { gamma: 0.5, unit: 'fractional-epoch' }],
  create: ({ gamma, ...options }, { name }) => timedSchedule(name, options, (first, now) => first * gamma ** now),
});

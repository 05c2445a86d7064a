import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { numbersShape, unitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

const shape = {
  /** After how many steps or epochs the number falls, again and again. */
  stepSize: z.int().min(1).describe('After how many steps or epochs the number falls, again and again.'),
  /** What is left of the number each time. Default: `0.1`. */
  gamma: z.number().gt(0).default(0.1).describe('What is left of the number each time.'),
};

/** Options of {@link step}. */
export interface StepOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Steps down at equal distances: with b the number's first value and t the steps or epochs so far,
 * $`b γ^{\lfloor t / s \rfloor}`$, where s is `stepSize` and γ `gamma`.
 *
 * @throws `LML_INVALID_OPTIONS` for a step size that is no whole number of at least 1, or a gamma of 0 or less.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { step } from '@lml/optimizers';
 *
 * scheduleValues(step({ stepSize: 2, gamma: 0.5 }), { base: { lr: 0.4 }, steps: 5 }).lr; // => [0.4, 0.4, 0.2, 0.2, 0.1]
 * ```
 *
 * @see [torch.optim.lr_scheduler.StepLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html) 2.x
 */
export const step = defineComponent({
  kind: 'scheduler',
  name: 'step',
  summary: 'Multiplies the rate by a factor every so many steps or epochs.',
  schema: z.strictObject({ ...shape, ...unitShape, ...numbersShape }),
  examples: [{ stepSize: 3 }, { stepSize: 1, gamma: 0.5, unit: 'epoch', numbers: ['lr', 'weightDecay'] }],
  create: ({ stepSize, gamma, ...options }, { name }) =>
    timedSchedule(name, options, (first, now) => first * gamma ** Math.floor(now / stepSize)),
});

import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { factorShape } from '../shared/factor-shape.js';
import { numbersShape, unitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

/** Options of {@link lambda}. */
export interface LambdaOptions
  extends
    z.input<z.ZodObject<typeof factorShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Multiplies a number's first value by a function of the steps or epochs so far, in code: $`b f(t)`$.
 *
 * @throws `LML_INVALID_OPTIONS` for a factor that is no function.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { lambda } from '@lml/optimizers';
 *
 * const scheduler = lambda({ factor: (step) => 1 / (1 + step) });
 * scheduleValues(scheduler, { base: { lr: 0.6 }, steps: 4 }).lr; // => [0.6, 0.3, 0.2, 0.15]
 * ```
 *
 * @see [torch.optim.lr_scheduler.LambdaLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html) 2.x
 */
export const lambda = defineComponent({
  kind: 'scheduler',
  name: 'lambda',
  summary: 'Multiplies the first rate by a function of the steps or epochs so far, in code.',
  schema: z.strictObject({ ...factorShape, ...unitShape, ...numbersShape }),
  examples: [{ factor: (now) => 0.95 ** now }, { factor: (now) => 1 / (1 + now), unit: 'epoch' }],
  create: ({ factor, ...options }, { name }) => timedSchedule(name, options, (first, now) => first * factor(now)),
});

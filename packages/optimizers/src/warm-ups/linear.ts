import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { between } from '../shared/anneal.js';
import { nonNegative } from '../shared/fields.js';
import { numbersShape, unitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

const shape = {
  /** What the number is multiplied by at the beginning. Default: a third. */
  startFactor: nonNegative('the start factor')
    .default(1 / 3)
    .describe('What the number is multiplied by at the beginning. Default: a third.'),
  /** What the number is multiplied by at the end, and from there on. Default: `1`. */
  endFactor: nonNegative('the end factor')
    .default(1)
    .describe('What the number is multiplied by at the end, and from there on.'),
  /** How many steps or epochs are between the two. Default: `5`. */
  total: z.number().gt(0).default(5).describe('How many steps or epochs are between the two.'),
};

/** Options of {@link linear}. */
export interface LinearOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Goes in a straight line from one factor to another, and stays there; as it stands, a warm-up. With b the number's first value and t
 * the steps or epochs so far, $`b (s + (e - s) \min(1, t/T))`$.
 *
 * @throws `LML_INVALID_OPTIONS` for a factor below 0, or a total of 0 or less.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { linear } from '@lml/optimizers';
 *
 * const scheduler = linear({ startFactor: 0.25, total: 3 });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 5 }).lr; // => [0.1, 0.2, 0.3, 0.4, 0.4]
 * ```
 *
 * @see [torch.optim.lr_scheduler.LinearLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html) 2.x
 */
export const linear = defineComponent({
  kind: 'scheduler',
  name: 'linear',
  summary: 'In a straight line from one factor of the rate to another; by default a warm-up.',
  schema: z.strictObject({ ...shape, ...unitShape, ...numbersShape }),
  examples: [{}, { startFactor: 1, endFactor: 0.1, total: 10, unit: 'fractional-epoch' }],
  create: ({ startFactor, endFactor, total, ...options }, { name }) =>
    timedSchedule(name, options, (first, now) => first * between(startFactor, endFactor, Math.min(1, now / total))),
});

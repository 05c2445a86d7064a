import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { numbersShape, unitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

const shape = {
  /** What the number is multiplied by at first. Default: a third. */
  factor: nonNegative('the factor')
    .default(1 / 3)
    .describe('What the number is multiplied by at first. Default: a third.'),
  /** For how many steps or epochs. Default: `5`. */
  total: z.number().gt(0).default(5).describe('For how many steps or epochs.'),
};

/** Options of {@link constant}. */
export interface ConstantOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Multiplies a number by a factor for a while: with b its first value and t the steps or epochs so far, $`b f`$ while t is less than
 * the total, then b.
 *
 * @throws `LML_INVALID_OPTIONS` for a factor below 0, or a total of 0 or less.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { constant } from '@lml/optimizers';
 *
 * scheduleValues(constant({ factor: 0.5, total: 2 }), { base: { lr: 0.4 }, steps: 4 }).lr; // => [0.2, 0.2, 0.4, 0.4]
 * ```
 *
 * @see [torch.optim.lr_scheduler.ConstantLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html)
 * 2.x
 */
export const constant = defineComponent({
  kind: 'scheduler',
  name: 'constant',
  summary: 'A part of the rate for a while, then all of it.',
  schema: z.strictObject({ ...shape, ...unitShape, ...numbersShape }),
  examples: [{}, { factor: 0.1, total: 2, unit: 'epoch' }],
  create: ({ factor, total, ...options }, { name }) =>
    timedSchedule(name, options, (first, now) => (now < total ? first * factor : first)),
});

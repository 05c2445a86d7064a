import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { ascend, numbersShape, unitShape } from '../shared/schedule-shape.js';
import { timedSchedule } from '../shared/timed-schedule.js';

const shape = {
  /** Where the number falls, in steps or epochs, in ascending order. */
  milestones: z
    .array(z.number().gt(0))
    .readonly()
    .refine(ascend, { error: ({ input }) => `must ascend, got ${String(input)}` })
    .describe('Where the number falls, in steps or epochs, in ascending order.'),
  /** What is left of the number each time. Default: `0.1`. */
  gamma: z.number().gt(0).default(0.1).describe('What is left of the number each time.'),
};

/** Options of {@link multiStep}. */
export interface MultiStepOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Steps down at milestones: with b the number's first value, $`b γ^n`$ where n milestones are reached.
 *
 * @throws `LML_INVALID_OPTIONS` for milestones that do not ascend, or a gamma of 0 or less.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { multiStep } from '@lml/optimizers';
 *
 * const scheduler = multiStep({ milestones: [1, 3], gamma: 0.5 });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 5 }).lr; // => [0.4, 0.2, 0.2, 0.1, 0.1]
 * ```
 *
 * @see [torch.optim.lr_scheduler.MultiStepLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html)
 * 2.x
 */
export const multiStep = defineComponent({
  kind: 'scheduler',
  name: 'multi-step',
  summary: 'Multiplies the rate by a factor at given steps or epochs.',
  schema: z.strictObject({ ...shape, ...unitShape, ...numbersShape }),
  examples: [{ milestones: [2, 5] }, { milestones: [1, 10], gamma: 0.5, unit: 'epoch' }],
  create: ({ milestones, gamma, ...options }, { name }) =>
    timedSchedule(
      name,
      options,
      (first, now) => first * gamma ** milestones.filter((milestone) => milestone <= now).length,
    ),
});

import { componentOption, defineComponent, type Scheduler } from '@lml/core';
import { z } from 'zod';

import { rememberedBy } from '../shared/several-schedules.js';

const shape = {
  /** The schedules that are applied together. */
  schedulers: z.array(componentOption('scheduler')).min(1).describe('The schedules that are applied together.'),
};

/** Options of {@link chained}. */
export interface ChainedOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Applies schedules together: each takes for the first values of numbers what the one before it gives, so that the factors of all are
 * multiplied.
 *
 * PyTorch's ChainedScheduler gives the same numbers for schedules that multiply. Here those may stand in it too that go to a number
 * (`min`), or watch one.
 *
 * @throws `LML_INVALID_ARGUMENT` if two schedules watch different numbers.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { chained, constant, exponential } from '@lml/optimizers';
 *
 * const scheduler = chained({ schedulers: [constant({ factor: 0.1, total: 2 }), exponential({ gamma: 0.9 })] });
 * scheduleValues(scheduler, { base: { lr: 0.1 }, steps: 4 }).lr; // => [0.01, 0.009, 0.081, 0.0729]
 * ```
 *
 * @see
 * [torch.optim.lr_scheduler.ChainedScheduler](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html)
 * 2.x
 */
export const chained = defineComponent({
  kind: 'scheduler',
  name: 'chained',
  summary: 'Applies schedules together: their factors are multiplied.',
  schema: z.strictObject(shape),
  examples: [
    { schedulers: ['linear', { name: 'exponential', gamma: 0.9 }] },
    { schedulers: [{ name: 'step', stepSize: 2 }, 'reduce-on-plateau'] },
  ],
  create: ({ schedulers }, { name }): Scheduler => ({
    values: (base, time) =>
      schedulers.reduce((given, scheduler) => ({ ...given, ...scheduler.values({ ...base, ...given }, time) }), {}),
    ...rememberedBy(name, schedulers, (observation) =>
      schedulers.forEach((scheduler) => scheduler.observe?.(observation)),
    ),
  }),
});

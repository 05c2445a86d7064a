import { defineComponent, InvalidArgumentError, type Scheduler } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The learning rate of the first update. Default: `1e-6`. */
  from: z.number().gt(0).default(1e-6).describe('The learning rate of the first update.'),
  /** The learning rate of the last update. Default: `1`. */
  to: z.number().gt(0).default(1).describe('The learning rate of the last update.'),
};

/** Options of {@link geometricRange}. */
export interface GeometricRangeOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Goes through learning rates from one to another, each the same factor larger than the one before, over the length of the run;
 * for `lr-finder`. The optimizer's own rate does not count.
 *
 * @throws `LML_INVALID_ARGUMENT` in a run whose length in updates is not known.
 *
 * @example
 * ```ts
 * import { geometricRange } from 'lml-plugin-showcase';
 *
 * const scheduler = geometricRange({ from: 0.01, to: 1 });
 * const clock = { batch: 1, step: 1, samples: 1, epoch: 0, seconds: 0 };
 * scheduler.values({ lr: 0.5 }, { clock, total: { steps: 3, epochs: 1 }, monitored: undefined }); // => { lr: 0.1 }
 * ```
 */
export const geometricRange = defineComponent({
  kind: 'scheduler',
  name: 'geometric-range',
  summary: 'Goes through learning rates from one to another.',
  schema: z.strictObject(shape),
  examples: [{}, { from: 1e-4, to: 10 }],
  conformance: { base: false },
  create: ({ from, to }): Scheduler => ({
    values(_base, { clock: { step }, total: { steps } }) {
      if (steps === undefined) throw new InvalidArgumentError('the length of the run', 'known: set maxSteps', steps);
      const part = steps > 1 ? Math.min(1, step / (steps - 1)) : 1;
      return { lr: from * (to / from) ** part };
    },
  }),
});

declare module '@lml/core' {
  interface SchedulerComponents {
    'geometric-range': typeof geometricRange;
  }
  interface SchedulerOptions {
    'geometric-range': GeometricRangeOptions;
  }
}

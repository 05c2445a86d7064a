import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { numbersShape, unitShape } from '../shared/schedule-shape.js';
import { warmedUpSchedule, warmUpShape } from '../shared/warm-up.js';

const shape = {
  /** How slowly the number falls, in what it counts by. Default: the warm-up, or 10 000 without one. */
  timescale: z
    .number()
    .gt(0)
    .optional()
    .describe('How slowly the number falls, in what it counts by. Default: the warm-up, or 10 000 without one.'),
};

/** Options of {@link inverseSquareRoot}. */
export interface InverseSquareRootOptions
  extends
    z.input<z.ZodObject<typeof warmUpShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Falls with the inverse square root of the time, after a warm-up in a straight line; it needs no total. With b the number's first
 * value, w the warm-up, s its start, τ the timescale and t the steps or epochs so far:
 *
 * ```math
 * b (s + (1 - s) t/w) \text{ where } t < w, \quad b \sqrt{τ/(t - w + τ)} \text{ else}
 * ```
 *
 * @throws `LML_INVALID_OPTIONS` for a warm-up below 0, or a timescale of 0 or less.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { inverseSquareRoot } from '@lml/optimizers';
 *
 * const scheduler = inverseSquareRoot({ warmup: 2 });
 * const { lr } = scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 9 });
 * lr.slice(0, 3); // => [0, 0.2, 0.4]
 * lr[8]; // => 0.2
 * ```
 *
 * @see `get_inverse_sqrt_schedule` of Hugging Face transformers; Vaswani et al., Attention is all you need, 2017.
 */
export const inverseSquareRoot = defineComponent({
  kind: 'scheduler',
  name: 'inverse-square-root',
  summary: 'Falls with the inverse square root of the time, after a linear warm-up.',
  schema: z.strictObject({ ...warmUpShape, ...shape, ...unitShape, ...numbersShape }),
  examples: [{ warmup: 5 }, { warmup: 0 }, { warmup: 2, timescale: 4, unit: 'epoch' }],
  create({ timescale, ...options }, { name }) {
    const { warmup } = options;
    const scale = timescale ?? (warmup > 0 ? warmup : 10_000);
    return warmedUpSchedule(name, options, (first, now) => first * Math.sqrt(scale / (now - warmup + scale)));
  },
});

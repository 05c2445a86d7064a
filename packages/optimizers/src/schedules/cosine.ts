import { defineComponent, type Scheduler } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { changed, lengthOf, numbersShape, unitShape } from '../shared/schedule-shape.js';

const shape = {
  /** Where the number has come to its end, in steps or epochs. Default: the end of the run. */
  total: z
    .number()
    .gt(0)
    .optional()
    .describe('Where the number has come to its end, in steps or epochs. Default: the end of the run.'),
  /** For how long the number rises at first, in steps or epochs. Default: `0`. */
  warmup: nonNegative('the warm-up').default(0).describe('For how long the number rises at first, in steps or epochs.'),
  /** Which part of its first value the number has at the beginning of the warm-up. Default: `0`. */
  warmupStart: nonNegative('the start of the warm-up')
    .default(0)
    .describe('Which part of its first value the number has at the beginning of the warm-up.'),
  /** The number at the end. Default: `0`. */
  min: nonNegative('the least value').default(0).describe('The number at the end.'),
};

/** Options of {@link cosine}. */
export interface CosineOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Half a cosine down to the end, after a linear warm-up.
 *
 * With b the number's first value, w the warm-up, T the total and t the steps made so far:
 *
 *     t < w: b · (s + (1 − s) t/w),  s the start of the warm-up
 *     else:  min + (b − min)(1 + cos(π (t − w)/(T − w)))/2
 *
 * From T on it is `min`. Without a warm-up it is `torch.optim.lr_scheduler.CosineAnnealingLR` up to T; with one, LinearLR and
 * CosineAnnealingLR in a SequentialLR.
 *
 * @throws `LML_INVALID_OPTIONS` for a total or a length below 0; `LML_INVALID_ARGUMENT` in the run if neither `total` nor the length of
 * the run is known.
 *
 * @example
 * ```ts
 * import { cosine } from '@lml/optimizers';
 *
 * const scheduler = cosine({ warmup: 10 });
 * const total = { steps: 110, epochs: undefined };
 * const at = (step: number) => ({ clock: { batch: step, step, samples: step, epoch: 0, seconds: 0 }, total, monitored: undefined });
 * scheduler.values({ lr: 0.5 }, at(5)).lr; // => 0.25
 * scheduler.values({ lr: 0.5 }, at(60)).lr; // => 0.25
 * scheduler.values({ lr: 0.5 }, at(110)).lr; // => 0
 * ```
 *
 * @see Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017.
 */
export const cosine = defineComponent({
  kind: 'scheduler',
  name: 'cosine',
  summary: 'Half a cosine down to the end of the run, after a linear warm-up.',
  schema: z.strictObject({ ...shape, ...unitShape, ...numbersShape }),
  create: ({ total, warmup, warmupStart, min, unit, numbers }, { name }): Scheduler => ({
    values(base, time) {
      const now = time.clock[unit];
      if (now < warmup) {
        const part = warmupStart + ((1 - warmupStart) * now) / warmup;
        return changed(numbers, base, (first) => first * part);
      }
      const length = lengthOf(name, total, unit, time) - warmup;
      const done = length > 0 ? Math.min(1, (now - warmup) / length) : 1;
      return changed(numbers, base, (first) => min + ((first - min) * (1 + Math.cos(Math.PI * done))) / 2);
    },
  }),
  examples: [
    {},
    { total: 100, warmup: 10, warmupStart: 0.1, min: 1e-5, numbers: ['lr', 'weightDecay'] },
    { unit: 'epoch' },
  ],
});

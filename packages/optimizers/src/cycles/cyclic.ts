import { defineComponent, type Scheduler } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { cycleMomentumShape, momentumOf, refuseMomentumTwice } from '../shared/momentum.js';
import { changed, numbersShape, unitShape } from '../shared/schedule-shape.js';
import { elapsed } from '../shared/schedule-time.js';

const shape = {
  /** The rate begins at the optimizer's, divided by this. Default: `4`. */
  divFactor: z.number().min(1).default(4).describe("The rate begins at the optimizer's, divided by this."),
  /** How long the rate rises in a cycle, in what it counts by. Default: `2000`. */
  stepSizeUp: z.number().gt(0).default(2000).describe('How long the rate rises in a cycle, in what it counts by.'),
  /** How long the rate falls in a cycle. Default: as long as it rises. */
  stepSizeDown: z
    .number()
    .gt(0)
    .optional()
    .describe('How long the rate falls in a cycle. Default: as long as it rises.'),
  /**
   * How high cycles are: all alike, each half as high as the one before, or by a power of gamma. Default: `'triangular'`.
   */
  mode: z
    .enum(['triangular', 'triangular2', 'exp-range'])
    .default('triangular')
    .describe('How high cycles are: all alike, each half as high as the one before, or by a power of gamma.'),
  /** What the height is multiplied by at each step, in the mode 'exp-range'. Default: `1`. */
  gamma: z
    .number()
    .gt(0)
    .default(1)
    .describe("What the height is multiplied by at each step, in the mode 'exp-range'."),
  /** The momentum at the highest rate. Default: `0.8`. */
  baseMomentum: nonNegative('the base momentum').default(0.8).describe('The momentum at the highest rate.'),
  /** The momentum at the lowest rate. Default: `0.9`. */
  maxMomentum: nonNegative('the greatest momentum').default(0.9).describe('The momentum at the lowest rate.'),
};

/** Options of {@link cyclic}. */
export interface CyclicOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof cycleMomentumShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * Rises and falls in straight lines, again and again, while momentum falls and rises.
 *
 * The optimizer's own rate is the highest of the first cycle. Later cycles are as high (`'triangular'`), each half as high as the one
 * before (`'triangular2'`), or by $`γ^t`$ (`'exp-range'`), of momentum too. Numbers are those of
 * `torch.optim.lr_scheduler.CyclicLR` with that rate as `max_lr`, and `base_lr` by `divFactor`. Heights of your own are written with `lambda`.
 *
 * @throws `LML_INVALID_OPTIONS` for lengths of 0 or less, or a momentum in `numbers` that moves the opposite way.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { cyclic } from '@lml/optimizers';
 *
 * const scheduler = cyclic({ divFactor: 5, stepSizeUp: 2, mode: 'triangular2' });
 * const { lr, momentum } = scheduleValues(scheduler, { base: { lr: 0.5, momentum: 0.9 }, steps: 8 });
 * lr; // => [0.1, 0.3, 0.5, 0.3, 0.1, 0.2, 0.3, 0.2]
 * momentum; // => [0.9, 0.85, 0.8, 0.85, 0.9, 0.875, 0.85, 0.875]
 * ```
 *
 * @see Smith, Cyclical learning rates for training neural networks, 2017.
 */
export const cyclic = defineComponent({
  kind: 'scheduler',
  name: 'cyclic',
  summary: 'The rate rises and falls in straight lines again and again, while momentum falls and rises.',
  schema: z
    .strictObject({ ...shape, ...cycleMomentumShape, ...unitShape, ...numbersShape })
    .superRefine(refuseMomentumTwice),
  examples: [
    { stepSizeUp: 5 },
    { stepSizeUp: 2, stepSizeDown: 3, mode: 'exp-range', gamma: 0.99, divFactor: 10, unit: 'epoch' },
    { stepSizeUp: 4, mode: 'triangular2', cycleMomentum: false, numbers: ['lr', 'momentum'] },
  ],
  create: ({ divFactor, unit, numbers, cycleMomentum, baseMomentum, maxMomentum, ...form }, { name }): Scheduler => ({
    values(base, time) {
      const height = heightAt(elapsed(name, unit, time), form);
      const momentum = cycleMomentum ? momentumOf(base) : undefined;
      return {
        ...changed(numbers, base, (first) => first / divFactor + (first - first / divFactor) * height),
        ...(momentum !== undefined && { [momentum]: maxMomentum - (maxMomentum - baseMomentum) * height }),
      };
    },
  }),
});

/** The form of the cycles. */
interface CycleForm {
  readonly stepSizeUp: number;
  readonly stepSizeDown?: number | undefined;
  readonly mode: 'triangular' | 'triangular2' | 'exp-range';
  readonly gamma: number;
}

/** How high a cycle is at a time, from 0 to 1. */
function heightAt(now: number, { stepSizeUp, stepSizeDown = stepSizeUp, mode, gamma }: CycleForm): number {
  const length = stepSizeUp + stepSizeDown;
  const within = now % length;
  const height = within <= stepSizeUp ? within / stepSizeUp : (length - within) / stepSizeDown;
  if (mode === 'triangular') return height;
  return height * (mode === 'triangular2' ? 0.5 ** Math.floor(now / length) : gamma ** now);
}

import { defineComponent, type Scheduler } from '@lml/core';
import { z } from 'zod';

import { anneals, type Anneal } from '../shared/anneal.js';
import { nonNegative } from '../shared/fields.js';
import { cycleMomentumShape, momentumOf, refuseMomentumTwice } from '../shared/momentum.js';
import { changed, numbersShape, wholeUnitShape } from '../shared/schedule-shape.js';
import { lengthOf } from '../shared/schedule-time.js';

const shape = {
  /** The length of the cycle in steps or epochs. Default: that of the run. */
  total: z.int().min(2).optional().describe('The length of the cycle in steps or epochs. Default: that of the run.'),
  /** The part of the cycle in which the rate rises. Default: `0.3`. */
  pctStart: z.number().gt(0).lt(1).default(0.3).describe('The part of the cycle in which the rate rises.'),
  /** The form of rise and fall. Default: `'cos'`. */
  annealStrategy: z.enum(['cos', 'linear']).default('cos').describe('The form of rise and fall.'),
  /** The rate begins at the optimizer's, divided by this. Default: `25`. */
  divFactor: z.number().gt(0).default(25).describe("The rate begins at the optimizer's, divided by this."),
  /** The rate ends at where it began, divided by this. Default: `1e4`. */
  finalDivFactor: z.number().gt(0).default(1e4).describe('The rate ends at where it began, divided by this.'),
  /** The momentum at the highest rate. Default: `0.85`. */
  baseMomentum: nonNegative('the base momentum').default(0.85).describe('The momentum at the highest rate.'),
  /** The momentum at the beginning and the end. Default: `0.95`. */
  maxMomentum: nonNegative('the greatest momentum')
    .default(0.95)
    .describe('The momentum at the beginning and the end.'),
  /** Whether the rate falls as it rose, and in a third part to its end. Default: `false`. */
  threePhase: z.boolean().default(false).describe('Whether the rate falls as it rose, and in a third part to its end.'),
};

/** Options of {@link oneCycle}. */
export interface OneCycleOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof cycleMomentumShape>>,
    z.input<z.ZodObject<typeof wholeUnitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * One cycle: the learning rate rises to that of the optimizer and falls to almost nothing, while momentum falls and rises.
 *
 * The optimizer's own rate is the highest. Numbers are those of `torch.optim.lr_scheduler.OneCycleLR` with `max_lr` as that rate; from
 * the end of the cycle on they stay as they are, where PyTorch throws.
 *
 * @throws `LML_INVALID_OPTIONS` for a momentum in `numbers` that moves the opposite way; `LML_INVALID_ARGUMENT` in the run if neither
 * `total` nor the length of the run is known.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { oneCycle } from '@lml/optimizers';
 *
 * const scheduler = oneCycle({ pctStart: 0.6, annealStrategy: 'linear', divFactor: 5 });
 * const { lr, momentum } = scheduleValues(scheduler, { base: { lr: 0.5, momentum: 0.9 }, steps: 5 });
 * lr; // => [0.1, 0.3, 0.5, 0.250005, 0.00001]
 * momentum; // => [0.95, 0.9, 0.85, 0.9, 0.95]
 * ```
 *
 * @see Smith and Topin, Super-convergence: very fast training of neural networks using large learning rates, 2017.
 */
export const oneCycle = defineComponent({
  kind: 'scheduler',
  name: 'one-cycle',
  summary: 'The rate rises once and falls to almost nothing, while momentum falls and rises.',
  schema: z
    .strictObject({ ...shape, ...cycleMomentumShape, ...wholeUnitShape, ...numbersShape })
    .superRefine(refuseMomentumTwice),
  create: (options, { name }): Scheduler => {
    const { divFactor, finalDivFactor, threePhase, unit, numbers, cycleMomentum } = options;
    const anneal = anneals[options.annealStrategy];
    return {
      values(base, time) {
        const ends = phaseEnds(lengthOf(name, options.total, unit, time), options);
        const at = (values: readonly number[]): number => along(values, ends, time.clock[unit], anneal);
        const momentum = cycleMomentum ? momentumOf(base) : undefined;
        const { baseMomentum: low, maxMomentum: high } = options;
        return {
          ...changed(numbers, base, (highest) => {
            const start = highest / divFactor;
            return at([start, highest, ...(threePhase ? [start] : []), start / finalDivFactor]);
          }),
          ...(momentum !== undefined && { [momentum]: at([high, low, high, ...(threePhase ? [high] : [])]) }),
        };
      },
    };
  },
  examples: [
    {},
    { total: 100, pctStart: 0.4, annealStrategy: 'linear', divFactor: 10, threePhase: true },
    { unit: 'epoch', cycleMomentum: false },
  ],
});

/** The steps at which the phases end. */
function phaseEnds(total: number, { pctStart, threePhase }: { pctStart: number; threePhase: boolean }): number[] {
  const first = pctStart * total - 1;
  return threePhase ? [first, 2 * pctStart * total - 2, total - 1] : [first, total - 1];
}

/** The value at a step, between those at the ends of its phase. */
function along(values: readonly number[], ends: readonly number[], step: number, anneal: Anneal): number {
  const found = ends.findIndex((end) => step <= end);
  const phase = found < 0 ? ends.length - 1 : found;
  const from = phase === 0 ? 0 : ends[phase - 1]!;
  const part = Math.min(1, (step - from) / (ends[phase]! - from));
  return anneal(values[phase]!, values[phase + 1]!, part);
}

import { defineComponent, type NamedNumbers, type Scheduler } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { lengthOf } from '../shared/schedule-shape.js';

const shape = {
  /** The length of the cycle in steps. Default: that of the run. */
  total: z.int().min(2).optional().describe('The length of the cycle in steps. Default: that of the run.'),
  /** The part of the cycle in which the rate rises. Default: `0.3`. */
  pctStart: z.number().gt(0).lt(1).default(0.3).describe('The part of the cycle in which the rate rises.'),
  /** The form of rise and fall. Default: `'cos'`. */
  annealStrategy: z.enum(['cos', 'linear']).default('cos').describe('The form of rise and fall.'),
  /** The rate begins at the optimizer's, divided by this. Default: `25`. */
  divFactor: z.number().gt(0).default(25).describe("The rate begins at the optimizer's, divided by this."),
  /** The rate ends at where it began, divided by this. Default: `1e4`. */
  finalDivFactor: z.number().gt(0).default(1e4).describe('The rate ends at where it began, divided by this.'),
  /**
   * Whether momentum moves the opposite way, where the optimizer has one: `momentum`, or else `beta1`. Default: `true`.
   */
  cycleMomentum: z
    .boolean()
    .default(true)
    .describe('Whether momentum moves the opposite way, where the optimizer has one: `momentum`, or else `beta1`.'),
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
export interface OneCycleOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * One cycle: the learning rate rises to that of the optimizer and falls to almost nothing, while momentum falls and rises.
 *
 * The optimizer's own rate is the highest. Numbers are those of `torch.optim.lr_scheduler.OneCycleLR` with `max_lr` as that rate; from
 * the end of the cycle on they stay as they are, where PyTorch throws.
 *
 * @throws `LML_INVALID_ARGUMENT` in the run if neither `total` nor the length of the run is known.
 *
 * @example
 * ```ts
 * import { oneCycle } from '@lml/optimizers';
 *
 * const scheduler = oneCycle({ total: 11, pctStart: 0.5, annealStrategy: 'linear', divFactor: 5 });
 * const at = (step: number) => ({ clock: { batch: step, step, samples: step, epoch: 0, seconds: 0 }, total: { steps: undefined, epochs: undefined }, monitored: undefined });
 * scheduler.values({ lr: 0.5, momentum: 0.9 }, at(0)); // => { lr: 0.1, momentum: 0.95 }
 * scheduler.values({ lr: 0.5 }, at(10)); // => { lr: 0.00001 }
 * ```
 *
 * @see Smith and Topin, Super-convergence: very fast training of neural networks using large learning rates, 2017.
 */
export const oneCycle = defineComponent({
  kind: 'scheduler',
  name: 'one-cycle',
  summary: 'The rate rises once and falls to almost nothing, while momentum falls and rises.',
  schema: z.strictObject(shape),
  create: (options, { name }): Scheduler => {
    const anneal = options.annealStrategy === 'cos' ? byCosine : linear;
    return {
      values(base, time) {
        const total = lengthOf(name, options.total, 'step', time);
        const start = base.lr / options.divFactor;
        const rates = [start, base.lr, ...(options.threePhase ? [start] : []), start / options.finalDivFactor];
        const ends = phaseEnds(total, options);
        const values: Record<string, number> = { lr: along(rates, ends, time.clock.step, anneal) };
        const momentum = momentumOf(base);
        if (options.cycleMomentum && momentum !== undefined) {
          const { baseMomentum: low, maxMomentum: high, threePhase } = options;
          values[momentum] = along([high, low, high, ...(threePhase ? [high] : [])], ends, time.clock.step, anneal);
        }
        return values;
      },
    };
  },
  examples: [{}, { total: 100, pctStart: 0.4, annealStrategy: 'linear', divFactor: 10, threePhase: true }],
});

type Anneal = (from: number, to: number, part: number) => number;

const byCosine: Anneal = (from, to, part) => to + ((from - to) / 2) * (1 + Math.cos(Math.PI * part));
const linear: Anneal = (from, to, part) => from + (to - from) * part;

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

function momentumOf(base: NamedNumbers): string | undefined {
  return ['momentum', 'beta1'].find((name) => Object.hasOwn(base, name));
}

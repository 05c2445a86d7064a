import { componentOption, defineComponent, type Scheduler, type ScheduleTime } from '@lml/core';
import { z } from 'zod';

import { anneals } from '../shared/anneal.js';
import { nonNegative } from '../shared/fields.js';
import { changed, numbersShape, wholeUnitShape } from '../shared/schedule-shape.js';
import { rememberedBy } from '../shared/several-schedules.js';

const shape = {
  /** Where averaging begins, in steps or epochs. */
  start: z.int().min(0).describe('Where averaging begins, in steps or epochs.'),
  /** Which part of its first value the number has while weights are averaged. */
  factor: nonNegative('the factor').describe(
    'Which part of its first value the number has while weights are averaged.',
  ),
  /** In how many steps or epochs the number goes there. Default: `10`. */
  annealing: nonNegative('the annealing').default(10).describe('In how many steps or epochs the number goes there.'),
  /** The form of the way. Default: `'cos'`. */
  annealStrategy: z.enum(['cos', 'linear']).default('cos').describe('The form of the way.'),
  /** The schedule until then. Default: none, numbers stay as they are. */
  scheduler: componentOption('scheduler')
    .optional()
    .describe('The schedule until then. Default: none, numbers stay as they are.'),
};

/** Options of {@link swaLr}. */
export interface SwaLrOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof wholeUnitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/**
 * A constant rate for the averaging of weights: until `start` another schedule, whose numbers then go to their part of the first values,
 * and stay.
 *
 * Numbers are those of `torch.optim.swa_utils.SWALR` with `swa_lr` as that part of the first rate.
 *
 * @throws `LML_INVALID_OPTIONS` for a start, a factor or a length below 0.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { exponential, swaLr } from '@lml/optimizers';
 *
 * const scheduler = exponential({ gamma: 0.5 });
 * const averaged = swaLr({ scheduler, start: 2, factor: 0.75, annealing: 2, annealStrategy: 'linear' });
 * scheduleValues(averaged, { base: { lr: 0.4 }, steps: 6 }).lr; // => [0.4, 0.2, 0.1, 0.2, 0.3, 0.3]
 * ```
 *
 * @see Izmailov et al., Averaging weights leads to wider optima and better generalization, 2018.
 */
export const swaLr = defineComponent({
  kind: 'scheduler',
  name: 'swa-lr',
  summary: 'Another schedule, and from some step or epoch on a constant rate, at which weights are averaged.',
  schema: z.strictObject({ ...shape, ...wholeUnitShape, ...numbersShape }),
  examples: [
    { start: 5, factor: 0.5 },
    { start: 2, factor: 0.1, annealing: 3, annealStrategy: 'linear', unit: 'epoch', scheduler: 'cosine-annealing' },
  ],
  create: ({ start, factor, annealing, annealStrategy, scheduler, unit, numbers }, { name }): Scheduler => ({
    values(base, time) {
      const now = time.clock[unit];
      const until = now < start ? time : timeAt(start, unit, time);
      const before = { ...changed(numbers, base, (first) => first), ...scheduler?.values(base, until) };
      if (now < start) return before;
      const part = annealing > 0 ? Math.min(1, (now - start) / annealing) : 1;
      const to = changed(numbers, base, (first) => first * factor);
      const own = numbers.map(
        (number) => [number, anneals[annealStrategy](before[number]!, to[number]!, part)] as const,
      );
      return { ...before, ...Object.fromEntries(own) };
    },
    ...rememberedBy(name, scheduler === undefined ? [] : [scheduler], (observation) => {
      if (observation.clock[unit] < start) scheduler?.observe?.(observation);
    }),
  }),
});

/** The time at which averaging begins. */
function timeAt(start: number, unit: 'step' | 'epoch', time: ScheduleTime): ScheduleTime {
  const { stepsPerEpoch } = time.total;
  const step = unit === 'epoch' && stepsPerEpoch !== undefined ? start * stepsPerEpoch : time.clock.step;
  return { ...time, clock: { ...time.clock, step, [unit]: start } };
}

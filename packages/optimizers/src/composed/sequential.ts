import { componentOption, defineComponent, type Scheduler, type ScheduleTime } from '@lml/core';
import { z } from 'zod';

import { ascend, wholeUnitShape } from '../shared/schedule-shape.js';
import { timeSince } from '../shared/schedule-time.js';
import { rememberedBy } from '../shared/several-schedules.js';

const shape = {
  /** The schedules, one after the other. */
  schedulers: z.array(componentOption('scheduler')).min(1).describe('The schedules, one after the other.'),
  /** Where each schedule but the first begins, in steps or epochs, in ascending order. */
  milestones: z
    .array(z.int().min(1))
    .readonly()
    .describe('Where each schedule but the first begins, in steps or epochs, in ascending order.'),
};

/** Options of {@link sequential}. */
export interface SequentialOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof wholeUnitShape>> {}

/**
 * Schedules one after the other. Each begins at 0 at its milestone, from the optimizer's own numbers, and its total is the way to the
 * next milestone, or to the end of the run. It counts by the same unit; between milestones in epochs it may count by any.
 *
 * Numbers are those of `torch.optim.lr_scheduler.SequentialLR`. One of the schedules may watch a number; it is told values from its
 * milestone on.
 *
 * @throws `LML_INVALID_OPTIONS` if there is not one milestone less than schedules, or they do not ascend; `LML_INVALID_ARGUMENT` if two
 * schedules watch different numbers.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { constant, exponential, sequential } from '@lml/optimizers';
 *
 * const schedulers = [constant({ factor: 0.1, total: 2 }), exponential({ gamma: 0.5 })];
 * const scheduler = sequential({ schedulers, milestones: [2] });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 5 }).lr; // => [0.04, 0.04, 0.4, 0.2, 0.1]
 * ```
 *
 * @see [torch.optim.lr_scheduler.SequentialLR](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html)
 * 2.x
 */
export const sequential = defineComponent({
  kind: 'scheduler',
  name: 'sequential',
  summary: 'Schedules one after the other, with milestones between them.',
  schema: z.strictObject({ ...shape, ...wholeUnitShape }).superRefine(({ schedulers, milestones }, context) => {
    const message =
      milestones.length !== schedulers.length - 1
        ? `must be one less than the schedulers, ${schedulers.length - 1}, got ${milestones.length}`
        : ascend(milestones)
          ? undefined
          : `must ascend, got ${milestones.join(', ')}`;
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['milestones'], message });
  }),
  create: ({ schedulers, milestones, unit }, { name }): Scheduler => {
    const starts = [0, ...milestones];
    const partAt = (now: number): number => starts.findLastIndex((start) => start <= now);
    const own = (part: number, time: ScheduleTime): ScheduleTime => {
      const end = milestones[part];
      return timeSince(starts[part]!, unit, end === undefined ? time : { ...time, total: totalUntil(end, unit, time) });
    };
    return {
      values(base, time) {
        const part = partAt(time.clock[unit]);
        return schedulers[part]!.values(base, own(part, time));
      },
      ...rememberedBy(name, schedulers, (observation) => {
        const part = partAt(observation.clock[unit]);
        const clock = { ...observation.clock, [unit]: observation.clock[unit] - starts[part]! };
        schedulers[part]!.observe?.({ ...observation, clock });
      }),
    };
  },
  examples: [
    { schedulers: ['linear', 'cosine-annealing'], milestones: [5] },
    { schedulers: ['cosine-annealing', 'reduce-on-plateau'], milestones: [2], unit: 'epoch' },
  ],
});

/** How long a run is that ends at a milestone. */
function totalUntil(end: number, unit: 'step' | 'epoch', { total }: ScheduleTime): ScheduleTime['total'] {
  if (unit === 'step') return { ...total, steps: end };
  const { stepsPerEpoch } = total;
  return { ...total, epochs: end, steps: stepsPerEpoch === undefined ? total.steps : end * stepsPerEpoch };
}

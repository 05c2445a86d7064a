import {
  CheckpointError,
  componentOption,
  defineComponent,
  InvalidArgumentError,
  type Observation,
  type Scheduler,
  type ScheduleTime,
} from '@lml/core';
import { z } from 'zod';

import { unitShape } from '../shared/schedule-shape.js';

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
export interface SequentialOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof unitShape>> {}

/**
 * Schedules one after the other. Each begins at 0 at its milestone, from the optimizer's own numbers, and its total is the way to the
 * next milestone, or to the end of the run; what it counts is to be of the same unit.
 *
 * Numbers are those of `torch.optim.lr_scheduler.SequentialLR`. One of the schedules may watch a number; it is told values from its
 * milestone on.
 *
 * @throws `LML_INVALID_OPTIONS` if there is not one milestone less than schedules, or they do not ascend; `LML_INVALID_ARGUMENT` if two
 * schedules watch different numbers.
 *
 * @example
 * ```ts
 * import { cosine, sequential } from '@lml/optimizers';
 *
 * const scheduler = sequential({ schedulers: [cosine(), cosine({ min: 0.1 })], milestones: [4] });
 * const at = (step: number) => ({ clock: { batch: step, step, samples: step, epoch: 0, seconds: 0 }, total: { steps: 8, epochs: undefined }, monitored: undefined });
 * scheduler.values({ lr: 0.5 }, at(2)).lr; // => 0.25
 * scheduler.values({ lr: 0.5 }, at(4)).lr; // => 0.5
 * scheduler.values({ lr: 0.5 }, at(8)).lr; // => 0.1
 * ```
 */
export const sequential = defineComponent({
  kind: 'scheduler',
  name: 'sequential',
  summary: 'Schedules one after the other, with milestones between them.',
  schema: z.strictObject({ ...shape, ...unitShape }).superRefine(({ schedulers, milestones }, context) => {
    const message =
      milestones.length !== schedulers.length - 1
        ? `must be one less than the schedulers, ${schedulers.length - 1}, got ${milestones.length}`
        : milestones.some((milestone, at) => at > 0 && milestone <= milestones[at - 1]!)
          ? `must ascend, got ${milestones.join(', ')}`
          : undefined;
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['milestones'], message });
  }),
  create: ({ schedulers, milestones, unit }, { name }): Scheduler => {
    const starts = [0, ...milestones];
    const partAt = (now: number): number => starts.findLastIndex((start) => start <= now);
    const watching = schedulers.filter(({ monitor }) => monitor !== undefined);
    if (new Set(watching.map(({ monitor }) => monitor)).size > 1) {
      const names = watching.map(({ monitor }) => monitor);
      throw new InvalidArgumentError('schedulers', 'schedules that watch one number at the most', names);
    }
    const own = (part: number, { clock, total, monitored }: ScheduleTime): ScheduleTime => {
      const key = unit === 'step' ? 'steps' : 'epochs';
      const end = milestones[part] ?? total[key];
      return {
        clock: { ...clock, [unit]: clock[unit] - starts[part]! },
        total: { ...total, [key]: end === undefined ? undefined : end - starts[part]! },
        monitored,
      };
    };
    return {
      values(base, time) {
        const part = partAt(time.clock[unit]);
        return schedulers[part]!.values(base, own(part, time));
      },
      ...(watching.length > 0 && {
        monitor: watching[0]!.monitor,
        setup: () => schedulers.forEach((scheduler) => scheduler.setup?.()),
        observe(observation: Observation) {
          const part = partAt(observation.clock[unit]);
          const { clock } = own(part, { ...observation, total: { steps: undefined, epochs: undefined }, monitored: undefined }); // prettier-ignore
          schedulers[part]!.observe?.({ ...observation, clock });
        },
        state: () => schedulers.map((scheduler) => scheduler.state?.() ?? null),
        load(state: unknown) {
          const parsed = z.array(z.unknown()).length(schedulers.length).safeParse(state);
          if (!parsed.success) {
            const message = `The state of ${name} in the checkpoint cannot be: ${z.prettifyError(parsed.error)}. Use another one.`;
            throw new CheckpointError(message);
          }
          parsed.data.forEach((part, at) => schedulers[at]!.load?.(part));
        },
      }),
    };
  },
  examples: [
    { schedulers: [{ name: 'cosine', total: 10 }, 'cosine'], milestones: [10] },
    { schedulers: ['cosine', 'reduce-on-plateau'], milestones: [2], unit: 'epoch' },
  ],
});

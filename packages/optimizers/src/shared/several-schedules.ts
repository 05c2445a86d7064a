import { CheckpointError, InvalidArgumentError, type Observation, type Scheduler } from '@lml/core';
import { z } from 'zod';

/**
 * What schedules that are put together remember together, as the rest of a scheduler; nothing where none remembers. `observe` passes on
 * what is observed.
 *
 * @throws `LML_INVALID_ARGUMENT` if two of them watch different numbers.
 */
export function rememberedBy(
  name: string,
  schedulers: readonly Scheduler[],
  observe: (observation: Observation) => void,
): Omit<Scheduler, 'values'> {
  const monitors = [...new Set(schedulers.flatMap(({ monitor }) => (monitor === undefined ? [] : [monitor])))];
  if (monitors.length > 1)
    throw new InvalidArgumentError('schedulers', 'schedules that watch one number at the most', monitors);
  if (schedulers.every(({ monitor, state }) => monitor === undefined && state === undefined)) return {};
  return {
    ...(monitors.length === 1 && { monitor: monitors[0], observe }),
    setup: () => schedulers.forEach((scheduler) => scheduler.setup?.()),
    state: () => schedulers.map((scheduler) => scheduler.state?.() ?? null),
    load(state) {
      const parsed = z.array(z.unknown()).length(schedulers.length).safeParse(state);
      if (!parsed.success) {
        const message = `The state of ${name} in the checkpoint cannot be: ${z.prettifyError(parsed.error)}. Use another one.`;
        throw new CheckpointError(message);
      }
      parsed.data.forEach((part, at) => schedulers[at]!.load?.(part));
    },
  };
}

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { HyperNumbers, NamedNumbers } from './optimizer.js';
import { nameInGroup, splitByGroup } from './parameter-groups.js';
import type { Scheduler, ScheduleTime } from './scheduler.js';

/** The hyper-numbers of an optimizer at a time. */
export interface ScheduledNumbers {
  /** All of them. */
  readonly numbers: HyperNumbers;
  /** Those that the schedule gives, and the learning rate. */
  readonly scheduled: NamedNumbers;
}

/**
 * The hyper-numbers of an optimizer at a time, those of each group of parameters by a schedule of its own.
 *
 * @throws `LML_INVALID_ARGUMENT` if the schedule gives a number that the optimizer does not have, or one that is not finite.
 */
export function scheduledNumbers(
  base: HyperNumbers,
  scheduler: Scheduler | undefined,
  time: ScheduleTime,
): ScheduledNumbers {
  if (scheduler === undefined) return { numbers: base, scheduled: { lr: base.lr } };
  const scheduled: Record<string, number> = { lr: base.lr };
  for (const [match, own] of splitByGroup(base)) {
    const values = scheduler.values(own, time);
    for (const [name, value] of Object.entries(values)) {
      checkNumber(own, name, value, time, 'scheduler');
      scheduled[nameInGroup(name, match)] = value;
    }
  }
  return { numbers: { ...base, ...scheduled }, scheduled };
}

/** A coded error for a number that the optimizer does not have, or that is not finite; `who` gave it. */
export function checkNumber(
  own: HyperNumbers,
  name: string,
  value: number,
  { clock }: Pick<ScheduleTime, 'clock'>,
  who: string,
): void {
  if (!Object.hasOwn(own, name)) {
    throw new InvalidArgumentError(
      `what the ${who} gives`,
      `numbers of the optimizer, which has ${Object.keys(own).join(', ')}`,
      name,
      'A number that is 0 in the options, such as a momentum or a weight decay, is none that can be scheduled: give it a value.',
    );
  }
  if (Number.isFinite(value)) return;
  throw new InvalidArgumentError(`the scheduled ${name} at step ${clock.step}`, 'a finite number', value);
}

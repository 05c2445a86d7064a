import { InvalidArgumentError, type HyperNumbers, type NamedNumbers, type ScheduleTime } from '@lml/core';
import { z } from 'zod';

/** The hyper-numbers that follow a schedule, as an entry of a zod object. */
export const numbersShape = {
  /** The hyper-numbers of the optimizer that follow it. Default: `['lr']`. */
  numbers: z
    .array(z.string())
    .min(1)
    .readonly()
    .default(['lr'])
    .describe('The hyper-numbers of the optimizer that follow it.'),
};

/** What a schedule counts by, as an entry of a zod object. */
export const unitShape = {
  /** What it counts: optimizer steps, or epochs. Default: `'step'`. */
  unit: z.enum(['step', 'epoch']).default('step').describe('What it counts: optimizer steps, or epochs.'),
};

/** Each of some numbers, changed from its first value. */
export function changed(
  numbers: readonly string[],
  base: HyperNumbers,
  change: (first: number) => number,
): NamedNumbers {
  // One that the optimizer does not have is kept, so that core can say so.
  return Object.fromEntries(numbers.map((name) => [name, change(base[name] ?? 0)]));
}

/**
 * How long a schedule is: as it says, or as long as the run.
 *
 * @throws `LML_INVALID_ARGUMENT` where neither is known.
 */
export function lengthOf(
  scheduler: string,
  total: number | undefined,
  unit: 'step' | 'epoch',
  time: ScheduleTime,
): number {
  const length = total ?? (unit === 'step' ? time.total.steps : time.total.epochs);
  if (length !== undefined) return length;
  const remedy =
    'It is as long as the run only where maxSteps, or maxEpochs and the length of the data, tell how long that is.';
  throw new InvalidArgumentError(`total of the scheduler '${scheduler}'`, 'given', undefined, remedy);
}

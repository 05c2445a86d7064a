import { z } from 'zod';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Clock, ClockUnit } from '../learning/clock.js';

/** How often: every `every` batches, steps, samples, epochs or seconds. */
export interface ClockInterval {
  /** How many units lie between two times. */
  readonly every: number;
  /** The unit of the clock. */
  readonly unit: ClockUnit;
}

/** How much of an epoch: a number of batches, or a fraction of them. */
export type EpochLimit =
  | {
      /** A number of batches. */
      readonly batches: number;
    }
  | {
      /** A fraction of all batches, from 0 to 1. */
      readonly fraction: number;
    };

const UNITS: readonly ClockUnit[] = ['batch', 'step', 'samples', 'epoch', 'seconds'];

/** An {@link ClockInterval} in a config. */
export const intervalSchema: z.ZodType<ClockInterval, ClockInterval> = z.strictObject({
  every: z.number().positive().describe('How many units lie between two times.'),
  unit: z.enum(UNITS).describe('The unit of the clock.'),
});

/** A {@link EpochLimit} in a config. */
export const limitSchema: z.ZodType<EpochLimit, EpochLimit> = z.union([
  z.strictObject({ batches: z.int().min(0).describe('A number of batches.') }),
  z.strictObject({ fraction: z.number().min(0).max(1).describe('A fraction of all batches.') }),
]);

/** Whether an interval ends between two readings of the clock: a pure function, so it is the same after a resume. */
export function isDue({ every, unit }: ClockInterval, before: Clock, after: Clock): boolean {
  return Math.floor(after[unit] / every) > Math.floor(before[unit] / every);
}

/** The number of batches that a limit leaves of `length` (`undefined` for a stream). */
export function limitedLength(limit: EpochLimit | undefined, length: number | undefined): number | undefined {
  if (limit === undefined) return length;
  if ('batches' in limit) {
    if (!Number.isInteger(limit.batches) || limit.batches < 0)
      throw new InvalidArgumentError('limit.batches', 'an integer of at least 0', limit.batches);
    return Math.min(limit.batches, length ?? Infinity);
  }
  if (!(limit.fraction >= 0 && limit.fraction <= 1))
    throw new InvalidArgumentError('limit.fraction', 'from 0 to 1', limit.fraction);
  if (length === undefined)
    throw new InvalidArgumentError('limit', '{ batches }, since the length of a stream is not known', limit);
  // 0.29 of 100 is 29, though the product of the doubles is a little less.
  const batches = Math.floor(length * limit.fraction + 1e-9);
  if (batches === 0 && limit.fraction > 0) {
    throw new InvalidArgumentError(
      'limit.fraction',
      `at least ${1 / length}, one of ${length} batches`,
      limit.fraction,
    );
  }
  return batches;
}

/** The interval if it is one. */
export function checkInterval(name: string, interval: ClockInterval): ClockInterval {
  if (!(interval.every > 0)) throw new InvalidArgumentError(`${name}.every`, 'greater than 0', interval.every);
  if (!UNITS.includes(interval.unit)) {
    throw new InvalidArgumentError(`${name}.unit`, `one of ${UNITS.join(', ')}`, interval.unit);
  }
  return interval;
}

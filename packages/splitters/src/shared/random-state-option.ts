import { RandomState } from '@lml/core';
import { z } from 'zod';

const LARGEST_SEED = 2 ** 32 - 1;

/** A seed, or a generator, as an option. */
export function randomStateOption(): z.ZodType<number | RandomState, number | RandomState> {
  const schema = z
    .any()
    .superRefine((value: unknown, context) => {
      if (value === undefined || isSeed(value) || isRandomState(value)) return;
      const received = typeof value === 'number' ? String(value) : `a value of type ${typeof value}`;
      context.addIssue(`a seed must be a whole number from 0 to ${LARGEST_SEED}, or a RandomState, got ${received}`);
    })
    .meta({ type: 'integer', minimum: 0, maximum: LARGEST_SEED });
  return schema;
}

/**
 * The generator for one call of `split`: a new one for a seed, so that each call gives the same, or the one given, which goes
 * on. No seed is seed 0.
 */
export function randomStateOf(option: number | RandomState | undefined): RandomState {
  return typeof option === 'object' ? option : new RandomState(option ?? 0);
}

function isSeed(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST_SEED;
}

/** Told by what it can do, since it may come from a second copy of core. */
function isRandomState(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['shuffle', 'permutation', 'choice'].every(
      (method) => typeof (value as Record<string, unknown>)[method] === 'function',
    )
  );
}

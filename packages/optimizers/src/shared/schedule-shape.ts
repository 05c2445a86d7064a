import type { HyperNumbers, NamedNumbers } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from './fields.js';

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

/** Where a schedule ends, as an entry of a zod object. */
export const totalShape = {
  /** Where the number has come to its end, in what it counts by. Default: the end of the run. */
  total: z
    .number()
    .gt(0)
    .optional()
    .describe('Where the number has come to its end, in what it counts by. Default: the end of the run.'),
};

/** The number at the end of a schedule, as an entry of a zod object. */
export const minShape = {
  /** The number at the end. Default: `0`. */
  min: nonNegative('the least value').default(0).describe('The number at the end.'),
};

/** What a schedule counts by, as an entry of a zod object. */
export const unitShape = {
  /**
   * What it counts: optimizer steps, epochs, or epochs with their fractions, by which it changes at every step. Default:
   * `'step'`.
   */
  unit: z
    .enum(['step', 'epoch', 'fractional-epoch'])
    .default('step')
    .describe(
      'What it counts: optimizer steps, epochs, or epochs with their fractions, by which it changes at every step.',
    ),
};

/** What a schedule counts by that has a place for whole numbers alone, as an entry of a zod object. */
export const wholeUnitShape = {
  /** What it counts: optimizer steps, or epochs. Default: `'step'`. */
  unit: z.enum(['step', 'epoch']).default('step').describe('What it counts: optimizer steps, or epochs.'),
};

/** Whether numbers ascend, each greater than the one before. */
export function ascend(numbers: readonly number[]): boolean {
  return numbers.every((number, at) => at === 0 || number > numbers[at - 1]!);
}

/** Each of some numbers, changed from its first value. */
export function changed(
  numbers: readonly string[],
  base: HyperNumbers,
  change: (first: number) => number,
): NamedNumbers {
  // One that the optimizer does not have is kept, so that core can say so.
  return Object.fromEntries(numbers.map((name) => [name, change(base[name] ?? 0)]));
}

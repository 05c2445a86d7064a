import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import type { NumberDistribution } from '../distribution.js';
import { ascending } from './ascending.js';

const shape = {
  /** The lowest value. */
  low: z.int().describe('The lowest value.'),
  /** The highest value, which is one of them. */
  high: z.int().describe('The highest value, which is one of them.'),
  /** Between neighbours; high is lowered to the last that is met. Default: `1`. */
  step: z.int().positive().default(1).describe('Between neighbours; high is lowered to the last that is met.'),
  /** Whether equal factors are equally likely; for low of at least 1 and a step of 1. Default: `false`. */
  log: z
    .boolean()
    .default(false)
    .describe('Whether equal factors are equally likely; for low of at least 1 and a step of 1.'),
};

/** Options of {@link int}. */
export interface IntOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The integers from `low` to `high`, both included: a number of layers; with `log`, a width or a batch size.
 *
 * @throws `LML_INVALID_OPTIONS` unless `low` is below `high`, and for `log` with a step or a `low` under 1.
 *
 * @example
 * ```ts
 * import { int } from '@lml/core';
 *
 * int({ low: 8, high: 100, step: 8 }).high; // => 96
 * ```
 */
export const int = defineComponent({
  kind: 'distribution',
  name: 'int',
  summary: 'The integers between two, both included.',
  schema: ascending(z.strictObject(shape))
    .refine(({ log, step }) => !log || step === 1, { path: ['step'], message: 'must be 1 with log' })
    .refine(({ log, low }) => !log || low >= 1, { path: ['low'], message: 'must be at least 1 with log' }),
  create: ({ low, high, step, log }): NumberDistribution => {
    return { type: 'number', low, high: low + Math.floor((high - low) / step) * step, step, log, integer: true };
  },
  examples: [
    { low: 1, high: 4 },
    { low: 8, high: 256, log: true },
  ],
});

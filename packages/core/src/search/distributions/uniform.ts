import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import type { NumberDistribution } from '../distribution.js';
import { ascending } from './ascending.js';

const shape = {
  /** The lowest value. */
  low: z.number().describe('The lowest value.'),
  /** The highest value. */
  high: z.number().describe('The highest value.'),
};

/** Options of {@link uniform}. */
export interface UniformOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Any number from `low` to `high`, all equally likely: a dropout rate, a momentum.
 *
 * @throws `LML_INVALID_OPTIONS` unless `low` is below `high`.
 *
 * @example
 * ```ts
 * import { uniform } from '@lml/core';
 *
 * uniform({ low: 0, high: 0.5 }).high; // => 0.5
 * ```
 */
export const uniform = defineComponent({
  kind: 'distribution',
  name: 'uniform',
  summary: 'Any number between two, all equally likely.',
  schema: ascending(z.strictObject(shape)),
  create: ({ low, high }): NumberDistribution => ({ type: 'number', low, high, log: false, integer: false }),
  examples: [{ low: 0, high: 0.5 }],
});

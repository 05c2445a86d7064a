import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import type { NumberDistribution } from '../distribution.js';
import { ascending } from './ascending.js';

const shape = {
  /** The lowest value, above 0. */
  low: z.number().positive().describe('The lowest value, above 0.'),
  /** The highest value. */
  high: z.number().describe('The highest value.'),
};

/** Options of {@link logUniform}. */
export interface LogUniformOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Any number from `low` to `high`, equal factors equally likely: a learning rate, a weight decay. Between 0.001 and 0.1 as many are
 * below 0.01 as above.
 *
 * @throws `LML_INVALID_OPTIONS` unless `0 < low < high`.
 *
 * @example
 * ```ts
 * import { logUniform } from '@lml/core';
 *
 * logUniform({ low: 1e-4, high: 0.1 }).log; // => true
 * ```
 */
export const logUniform = defineComponent({
  kind: 'distribution',
  name: 'log-uniform',
  summary: 'Any number between two, equal factors equally likely.',
  schema: ascending(z.strictObject(shape)),
  create: ({ low, high }): NumberDistribution => ({ type: 'number', low, high, log: true, integer: false }),
  examples: [{ low: 1e-4, high: 0.1 }],
});

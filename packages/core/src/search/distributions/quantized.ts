import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import type { NumberDistribution } from '../distribution.js';
import { ascending } from './ascending.js';

const shape = {
  /** The lowest value. */
  low: z.number().describe('The lowest value.'),
  /** The highest value; lowered to the last that a step meets. */
  high: z.number().describe('The highest value; lowered to the last that a step meets.'),
  /** Between neighbours. */
  step: z.number().positive().describe('Between neighbours.'),
};

/** How many steps lead from one end to the other. */
function stepsOf({ low, high, step }: QuantizedOptions): number {
  // In decimals 0.3 / 0.1 is a little less than 3.
  return Math.floor((high - low) / step + 1e-9);
}

/** Options of {@link quantized}. */
export interface QuantizedOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The numbers `low`, `low + step`, … up to `high`, all equally likely: a dropout rate in tenths.
 *
 * @throws `LML_INVALID_OPTIONS` unless `low` is below `high`, and a step leads from one to the other.
 *
 * @example
 * ```ts
 * import { quantized } from '@lml/core';
 *
 * quantized({ low: 0, high: 0.5, step: 0.25 }).step; // => 0.25
 * ```
 */
export const quantized = defineComponent({
  kind: 'distribution',
  name: 'quantized',
  summary: 'Numbers in equal steps, all equally likely.',
  schema: ascending(z.strictObject(shape)).refine((options) => stepsOf(options) > 0, {
    path: ['step'],
    message: 'must not be above high − low',
  }),
  create: ({ low, high, step }): NumberDistribution => {
    return { type: 'number', low, high: low + stepsOf({ low, high, step }) * step, step, log: false, integer: false };
  },
  examples: [{ low: 0, high: 0.5, step: 0.1 }],
});

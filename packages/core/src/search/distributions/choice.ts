import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import type { ChoiceDistribution } from '../distribution.js';

const shape = {
  /** The values: any plain data, also lists and configs of components. */
  values: z
    .array(z.unknown())
    .min(1)
    .readonly()
    .describe('The values: any plain data, also lists and configs of components.'),
};

/** Options of {@link choice}. */
export interface ChoiceOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * One of a few values, all equally likely: sizes of layers, activations, whole optimizers. In a space a list is short for it:
 * `{ activation: ['relu', 'gelu'] }`.
 *
 * @throws `LML_INVALID_OPTIONS` without a value.
 *
 * @example
 * ```ts
 * import { choice } from '@lml/core';
 *
 * choice({ values: [[16], [32, 32]] }).values.length; // => 2
 * ```
 */
export const choice = defineComponent({
  kind: 'distribution',
  name: 'choice',
  summary: 'One of a few values, all equally likely.',
  schema: z.strictObject(shape),
  create: ({ values }): ChoiceDistribution => ({ type: 'choice', values }),
  examples: [{ values: [16, 32] }],
});

import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import type { ChoiceDistribution } from '../distribution.js';
import { spaceOption } from '../space.js';

const shape = {
  /** For each value, the space that is searched besides where it is chosen: `{ sgd: { momentum: … }, adam: {} }`. */
  branches: z
    .record(z.string(), spaceOption)
    .refine((branches) => Object.keys(branches).length > 0, 'must have at least one branch')
    .describe(
      'For each value, the space that is searched besides where it is chosen: `{ sgd: { momentum: … }, adam: {} }`.',
    ),
};

/** Options of {@link conditional}. */
export interface ConditionalOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * One of a few names, each with parameters that only exist where it is chosen: the momentum of SGD, the second beta of Adam.
 *
 * The parameters of the branch that is chosen stand beside this one, under their own names; those of the others do not occur.
 *
 * @throws `LML_INVALID_OPTIONS` without a branch.
 *
 * @example
 * ```ts
 * import { conditional, uniform } from '@lml/core';
 *
 * const optimizer = conditional({
 *   branches: { adam: {}, sgd: { 'optimizer.momentum': uniform({ low: 0, high: 0.99 }) } },
 * });
 * optimizer.values; // => ['adam', 'sgd']
 * ```
 */
export const conditional = defineComponent({
  kind: 'distribution',
  name: 'conditional',
  summary: 'One of a few names, each with parameters of its own.',
  schema: z.strictObject(shape),
  create: ({ branches }): ChoiceDistribution => {
    return { type: 'choice', values: Object.keys(branches), branches: Object.values(branches) };
  },
  examples: [{ branches: { adam: {}, sgd: { momentum: { name: 'uniform', low: 0, high: 0.9 } } } }],
});

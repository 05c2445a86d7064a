import { defineComponent, type Pruner } from '@lml/core';
import { z } from 'zod';

import { isJudged, pruningSteps } from '../shared/pruning-steps.js';

const shape = {
  /** A value below it ends the fold. Default: none. */
  lower: z.number().optional().describe('A value below it ends the fold. Default: none.'),
  /** A value above it ends the fold. Default: none. */
  upper: z.number().optional().describe('A value above it ends the fold. Default: none.'),
};

/** Options of {@link threshold}. */
export interface ThresholdOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof pruningSteps>> {}

/**
 * Ends a fold whose last epoch lies beyond a bound, whichever way is better, or is no number. As Optuna's ThresholdPruner.
 *
 * @throws `LML_INVALID_OPTIONS` without a bound, and for a lower one above the upper.
 *
 * @example
 * ```ts
 * import { threshold } from '@lml/search';
 *
 * const pruner = threshold({ upper: 2, nWarmupSteps: 1 });
 * const plan = pruner.plan({ curves: [], mode: 'min' });
 * pruner.isHopeless([3], plan, 'min'); // => false
 * pruner.isHopeless([3, 2.5], plan, 'min'); // => true
 * ```
 *
 * @see Optuna, `optuna.pruners.ThresholdPruner`.
 */
export const threshold = defineComponent({
  kind: 'pruner',
  name: 'threshold',
  summary: 'Ends what lies beyond a bound.',
  schema: z
    .strictObject({ ...shape, ...pruningSteps })
    .refine(({ lower, upper }) => lower !== undefined || upper !== undefined, 'must have lower, upper or both')
    .refine(({ lower = -Infinity, upper = Infinity }) => lower <= upper, {
      path: ['lower'],
      message: 'must not be above upper',
    }),
  create: ({ lower = -Infinity, upper = Infinity, ...steps }): Pruner => ({
    // The bounds are known everywhere.
    plan: () => ({}),
    isHopeless: (curve) => {
      const last = curve.at(-1);
      if (last === undefined || !isJudged(curve, steps)) return false;
      return Number.isNaN(last) || last < lower || last > upper;
    },
  }),
  examples: [{ upper: 10 }],
});

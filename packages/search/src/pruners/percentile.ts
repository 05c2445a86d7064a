import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { comparingShape, percentilePruner } from '../shared/percentile-pruning.js';
import { pruningSteps } from '../shared/pruning-steps.js';

const shape = {
  /** Which share of the trials is good enough, from 0 to 100: 25 keeps those that are among the best quarter. */
  percentile: z
    .number()
    .min(0)
    .max(100)
    .describe(
      'Which share of the trials is good enough, from 0 to 100: 25 keeps those that are among the best quarter.',
    ),
};

/** Options of {@link percentile}. */
export interface PercentileOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof comparingShape>>,
    z.input<z.ZodObject<typeof pruningSteps>> {}

/**
 * Ends a fold whose best epoch so far is worse than a percentile of what the completed trials had at the same epoch of the same fold.
 * As Optuna's PercentilePruner; what is compared are the trials that were completed when the fold began.
 *
 * @throws `LML_INVALID_OPTIONS` for a percentile that is none.
 *
 * @example
 * ```ts
 * import { percentile } from '@lml/search';
 *
 * const pruner = percentile({ percentile: 25, nStartupTrials: 1 });
 * const plan = pruner.plan({ curves: [[0.9, 0.5], [0.8, 0.4], [0.7, 0.3]], mode: 'min' });
 * pruner.isHopeless([0.7, 0.35], plan, 'min'); // => false
 * pruner.isHopeless([0.9, 0.4], plan, 'min'); // => true
 * ```
 *
 * @see Optuna, `optuna.pruners.PercentilePruner`.
 */
export const percentile = defineComponent({
  kind: 'pruner',
  name: 'percentile',
  summary: 'Ends what is not among the best share of the completed trials.',
  schema: z.strictObject({ ...shape, ...comparingShape, ...pruningSteps }),
  create: ({ percentile: share, ...options }) => percentilePruner(share, options),
  examples: [{ percentile: 25 }],
});

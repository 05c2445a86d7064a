import { defineComponent } from '@lml/core';
import { z } from 'zod';

import { comparingShape, percentilePruner } from '../shared/percentile-pruning.js';
import { pruningSteps } from '../shared/pruning-steps.js';

/** Options of {@link median}. */
export interface MedianOptions
  extends z.input<z.ZodObject<typeof comparingShape>>, z.input<z.ZodObject<typeof pruningSteps>> {}

/**
 * Ends a fold whose best epoch so far is worse than the median of what the completed trials had at the same epoch of the same fold.
 * As Optuna's MedianPruner; what is compared are the trials that were completed when the fold began.
 *
 * @example
 * ```ts
 * import { median } from '@lml/search';
 *
 * const pruner = median({ nStartupTrials: 3 });
 * const plan = pruner.plan({ curves: [[0.9, 0.5], [0.8, 0.4], [0.7, 0.3]], mode: 'min' });
 * pruner.isHopeless([0.9, 0.4], plan, 'min'); // => false
 * pruner.isHopeless([0.9, 0.45], plan, 'min'); // => true
 * ```
 *
 * @see Golovin et al. (2017), Google Vizier: A service for black-box optimization; Optuna, `optuna.pruners.MedianPruner`.
 */
export const median = defineComponent({
  kind: 'pruner',
  name: 'median',
  summary: 'Ends what is worse than the median of the completed trials.',
  schema: z.strictObject({ ...comparingShape, ...pruningSteps }),
  create: (options) => percentilePruner(50, options),
});

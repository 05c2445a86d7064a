import { componentOption, defineComponent, type Pruner } from '@lml/core';
import { z } from 'zod';

import { bestOf } from '../shared/pruning-steps.js';

const shape = {
  /** The pruner that is asked once patience is over. Default: none, and the fold ends. */
  pruner: componentOption('pruner')
    .optional()
    .describe('The pruner that is asked once patience is over. Default: none, and the fold ends.'),
  /** How many epochs, besides the last, may pass without a better one. */
  patience: z.int().min(0).describe('How many epochs, besides the last, may pass without a better one.'),
  /** How much worse than before epochs may be to count as no worse. Default: `0`. */
  minDelta: z.number().min(0).default(0).describe('How much worse than before epochs may be to count as no worse.'),
};

/** Options of {@link patient}. */
export interface PatientOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Ends a fold, or lets another pruner end it, only where its last epochs, `patience` and one, are all worse than the best before them.
 * As Optuna's PatientPruner.
 *
 * @throws `LML_INVALID_OPTIONS` without `patience`, or for one below 0.
 *
 * @example
 * ```ts
 * import { median, patient } from '@lml/search';
 *
 * const pruner = patient({ patience: 1 });
 * const plan = pruner.plan({ curves: [], mode: 'min' });
 * pruner.isHopeless([0.5, 0.6], plan, 'min'); // => false
 * pruner.isHopeless([0.5, 0.6, 0.7], plan, 'min'); // => true
 * patient({ pruner: median(), patience: 1 }).plan({ curves: [], mode: 'min' }); // => undefined
 * ```
 *
 * @see Optuna, `optuna.pruners.PatientPruner`.
 */
export const patient = defineComponent({
  kind: 'pruner',
  name: 'patient',
  summary: 'Ends what has not become better for some epochs, by itself or another pruner.',
  schema: z.strictObject(shape),
  create: ({ pruner, patience, minDelta }): Pruner => ({
    // By itself it needs no other trials.
    plan: (view) => (pruner === undefined ? {} : pruner.plan(view)),
    isHopeless: (curve, plan, mode) => {
      if (curve.length <= patience + 1) return false;
      const before = bestOf(curve.slice(0, -patience - 1), mode);
      const after = bestOf(curve.slice(-patience - 1), mode);
      const isWorse = mode === 'min' ? before + minDelta < after : before - minDelta > after;
      return isWorse && (pruner === undefined || pruner.isHopeless(curve, plan, mode));
    },
  }),
  examples: [{ patience: 3 }, { pruner: 'median', patience: 2 }],
});

import {
  componentOption,
  defineComponent,
  InvalidArgumentError,
  type Proposal,
  type Strategy,
  type StrategyView,
  type Trial,
} from '@lml/core';
import { z } from 'zod';

import { bestTrials } from '../shared/rungs.js';
import { random } from './random.js';

const shape = {
  /** How many configurations are begun. */
  candidates: z.int().min(1).describe('How many configurations are begun.'),
  /** R: the epochs of a fold in the last rung. */
  maxEpochs: z.int().min(1).describe('R: the epochs of a fold in the last rung.'),
  /** r: the epochs of a fold in the first rung. Default: `1`. */
  minEpochs: z.int().min(1).default(1).describe('r: the epochs of a fold in the first rung.'),
  /** η: one in how many goes on to the next rung, with so many times the epochs. Default: `4`. */
  reductionFactor: z
    .int()
    .min(2)
    .default(4)
    .describe('η: one in how many goes on to the next rung, with so many times the epochs.'),
  /** s: how many of the lowest rungs are left out. Default: `0`. */
  minEarlyStoppingRate: z.int().min(0).default(0).describe('s: how many of the lowest rungs are left out.'),
  /** Where configurations come from; it sees the trials of the first rung. Default: random. */
  strategy: componentOption('strategy')
    .optional()
    .describe('Where configurations come from; it sees the trials of the first rung. Default: random.'),
};

/** Options of {@link asha}. */
export interface AshaOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Asynchronous successive halving: a trial goes on to the next rung as soon as it is among the best `1 / reductionFactor` of those that
 * are over in its own, so that no worker waits for a rung to fill; where none is, another configuration is begun.
 *
 * Rung k has `minEpochs · reductionFactor^(s + k)` epochs, the last one `maxEpochs`. Each promotion is a trial of its own, which trains from
 * the start, with the `parent` that it goes on from; bracket (s) and rung are in its `notes`. Trials that failed or were pruned count as
 * over, and do not go on. For one configuration to have all epochs, there should be at least `reductionFactor` to the number of rungs
 * less one. Which trials there are depends on the order in which they are told; `project.search` tells them by number, so that it does not
 * depend on which worker is faster.
 *
 * @throws `LML_INVALID_OPTIONS` where the first rung has more than maxEpochs; `LML_INVALID_ARGUMENT` for a strategy that gives budgets itself.
 *
 * @example
 * ```ts
 * import { Study, uniform } from '@lml/core';
 * import { asha } from '@lml/search';
 *
 * const strategy = asha({ candidates: 4, maxEpochs: 4, reductionFactor: 2 });
 * const study = new Study({ space: { x: uniform({ low: 0, high: 1 }) }, strategy });
 * for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
 *   study.tell(trial.number, trial.params['x'] as number);
 * }
 * study.trials.map(({ budget }) => budget?.epochs).join(' '); // => '1 1 2 1 1 2 4'
 * ```
 *
 * @see Li et al. (2020), A system for massively parallel hyperparameter tuning, algorithm 2.
 */
export const asha = defineComponent({
  kind: 'strategy',
  name: 'asha',
  summary: 'Asynchronous successive halving: the best go on at once.',
  schema: z
    .strictObject(shape)
    .refine(
      ({ minEpochs, maxEpochs, reductionFactor, minEarlyStoppingRate }) =>
        minEpochs * reductionFactor ** minEarlyStoppingRate <= maxEpochs,
      { path: ['maxEpochs'], message: 'must be at least minEpochs · reductionFactor^minEarlyStoppingRate' },
    ),
  create: ({ strategy = random(), candidates, minEarlyStoppingRate: bracket, ...options }): Strategy => {
    const epochs = epochsOfRungs(options, bracket);
    const inRung = (trials: readonly Trial[], rung: number): Trial[] =>
      trials.filter(({ notes }) => notes?.['rung'] === rung);
    const begin = (view: StrategyView): Proposal | 'wait' | 'done' => {
      // The strategy sees configurations, numbered as if each were a whole search's trial.
      const own = inRung(view.trials, 0).map((trial, number) => ({ ...trial, number }));
      if (own.length >= candidates) return 'done';
      const next = strategy.propose({ ...view, trials: own, limit: candidates });
      if (typeof next === 'string') return next;
      if (next.budget === undefined) return { ...next, notes: { ...next.notes, bracket, rung: 0 } };
      throw new InvalidArgumentError('strategy', 'one that gives no budgets, such as random or tpe', next.budget);
    };
    return {
      check: (view) => strategy.check?.({ ...view, trials: [], limit: candidates }),
      propose: (view) => {
        const { trials, objectives } = view;
        const promoted = new Set(trials.map(({ parent }) => parent));
        for (let rung = epochs.length - 2; rung >= 0; rung--) {
          const over = inRung(trials, rung).filter(({ state }) => state !== 'running');
          const best = bestTrials(over, objectives[0]!.mode).slice(
            0,
            Math.floor(over.length / options.reductionFactor),
          );
          const next = best.find(({ number }) => !promoted.has(number));
          if (next === undefined) continue;
          const { params, number: parent } = next;
          return { params, parent, budget: { epochs: epochs[rung + 1]! }, notes: { bracket, rung: rung + 1 } };
        }
        const next = begin(view);
        if (typeof next !== 'string') return { ...next, budget: { epochs: epochs[0]! } };
        // Those of the last rung change nothing.
        const undecided = trials.some(
          ({ state, notes }) => state === 'running' && notes?.['rung'] !== epochs.length - 1,
        );
        return undecided ? 'wait' : next;
      },
    };
  },
  examples: [{ candidates: 16, maxEpochs: 16 }],
});

/** The epochs of each rung; the last has all. */
function epochsOfRungs(
  { minEpochs, maxEpochs, reductionFactor }: { minEpochs: number; maxEpochs: number; reductionFactor: number },
  bracket: number,
): number[] {
  const epochs: number[] = [];
  for (let next = minEpochs * reductionFactor ** bracket; next < maxEpochs; next *= reductionFactor) epochs.push(next);
  return [...epochs, maxEpochs];
}

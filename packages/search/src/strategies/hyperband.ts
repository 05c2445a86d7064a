import { defineComponent, type Strategy } from '@lml/core';
import { z } from 'zod';

import { floorLog, proposeByRungs, type Rung } from '../shared/rungs.js';
import { independentSampler } from '../shared/sampler.js';

const shape = {
  /** R: the epochs of a fold of those that win their bracket. */
  maxEpochs: z.int().min(1).describe('R: the epochs of a fold of those that win their bracket.'),
  /** The epochs that a trial has at the least; more make fewer brackets. Default: `1`. */
  minEpochs: z.int().min(1).default(1).describe('The epochs that a trial has at the least; more make fewer brackets.'),
  /** η: how many times fewer trials the next rung has, and how many times more epochs each. Default: `3`. */
  reductionFactor: z
    .int()
    .min(2)
    .default(3)
    .describe('η: how many times fewer trials the next rung has, and how many times more epochs each.'),
};

/** Options of {@link hyperband}. */
export interface HyperbandOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Hyperband: successive halving from several starts, one bracket after the other, since nobody knows how many epochs tell a good
 * candidate: many with few epochs, fewer with more, up to some that have all at once.
 *
 * Bracket `$s = s_\max, …, 0$` with `$s_\max = ⌊\log_η(R / \text{minEpochs})⌋$` begins with `$n = ⌈(s_\max + 1) η^s / (s + 1)⌉$` random candidates
 * of `$R η^{-s}$` epochs each; its rung i has `$⌊n η^{-i}⌋$` of them with `$R η^{i-s}$`, rounded. Candidates are drawn as by the strategy
 * `random`, each by itself. A rung begins when all of the one before are over; those that failed or were pruned do not go on. Each trial has
 * its bracket and rung in `notes`.
 *
 * @throws `LML_INVALID_OPTIONS` for minEpochs above maxEpochs.
 *
 * @example
 * ```ts
 * import { Study, uniform } from '@lml/core';
 * import { hyperband } from '@lml/search';
 *
 * const study = new Study({ space: { x: uniform({ low: 0, high: 1 }) }, strategy: hyperband({ maxEpochs: 9 }) });
 * for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
 *   study.tell(trial.number, trial.params['x'] as number);
 * }
 * study.trials.map(({ budget }) => budget?.epochs).join(' '); // => '1 1 1 1 1 1 1 1 1 3 3 3 9 3 3 3 3 3 9 9 9 9'
 * ```
 *
 * @see Li, Jamieson, DeSalvo, Rostamizadeh, Talwalkar (2018), Hyperband: A novel bandit-based approach to hyperparameter optimization,
 * algorithm 1.
 */
export const hyperband = defineComponent({
  kind: 'strategy',
  name: 'hyperband',
  summary: 'Successive halving from several starts.',
  schema: z.strictObject(shape).refine(({ minEpochs, maxEpochs }) => minEpochs <= maxEpochs, {
    path: ['minEpochs'],
    message: 'must not be above maxEpochs',
  }),
  create: (options): Strategy => {
    const brackets = bracketsOf(options);
    return {
      // Where the next rung depends on trials that run, it waits by itself.
      learns: false,
      propose: (view) => {
        const sample = independentSampler(view);
        let drawn = 0;
        for (const [at, rungs] of brackets.entries()) {
          const bracket = brackets.length - 1 - at;
          const own = view.trials.filter(({ notes }) => notes?.['bracket'] === bracket);
          const offset = drawn;
          const next = proposeByRungs(own, view.objectives[0]!.mode, rungs, (index) => sample(offset + index));
          if (next === 'wait') return next;
          if (next !== 'done') {
            const { rung, ...proposal } = next;
            return { ...proposal, notes: { bracket, rung } };
          }
          drawn += rungs[0]!.size;
        }
        return 'done';
      },
    };
  },
  examples: [{ maxEpochs: 27 }],
});

/** The rungs of each bracket, the one with most candidates first. */
function bracketsOf({ maxEpochs, minEpochs, reductionFactor }: z.output<z.ZodObject<typeof shape>>): Rung[][] {
  const last = floorLog(maxEpochs / minEpochs, reductionFactor);
  return Array.from({ length: last + 1 }, (_, at) => {
    const bracket = last - at;
    const size = Math.ceil(((last + 1) * reductionFactor ** bracket) / (bracket + 1));
    return Array.from({ length: bracket + 1 }, (__, rung) => ({
      size: Math.floor(size / reductionFactor ** rung),
      budget: { epochs: Math.round(maxEpochs / reductionFactor ** (bracket - rung)) },
    }));
  });
}

import { defineComponent, InvalidArgumentError, type Strategy, type StrategyView } from '@lml/core';
import { z } from 'zod';

import { suggest } from '../tpe/suggest.js';

/** How many of n trials are good, at the most, with one objective. */
const MOST_GOOD = 25;
/** How many of the newest trials weigh 1. */
const NEWEST = 25;

const isFunction = (value: unknown): boolean => typeof value === 'function';

const shape = {
  /** How many trials must be over, completed or pruned, before it learns; until then they are random. Default: `10`. */
  nStartupTrials: z
    .int()
    .nonnegative()
    .default(10)
    .describe('How many trials must be over, completed or pruned, before it learns; until then they are random.'),
  /** How many points are drawn for each trial, of which the most promising one is proposed. Default: `24`. */
  nEiCandidates: z
    .int()
    .positive()
    .default(24)
    .describe('How many points are drawn for each trial, of which the most promising one is proposed.'),
  /**
   * Whether parameters are looked at together, which finds what depends on each other. Default: with one objective, and
   * with group.
   */
  multivariate: z
    .boolean()
    .optional()
    .describe(
      'Whether parameters are looked at together, which finds what depends on each other. Default: with one objective, and with group.',
    ),
  /** Whether the parameters of a branch are looked at together as well, instead of each by itself. Default: `false`. */
  group: z
    .boolean()
    .default(false)
    .describe('Whether the parameters of a branch are looked at together as well, instead of each by itself.'),
  /** Whether trials that are running count as bad ones, so that the next is not beside them. Default: `true`. */
  constantLiar: z
    .boolean()
    .default(true)
    .describe('Whether trials that are running count as bad ones, so that the next is not beside them.'),
  /**
   * How many of n trials are good: `'hyperopt'` for ⌈√n / 4⌉, at most 25, or in code a function of n. Default: ⌈n / 10⌉,
   * with one objective at most 25.
   */
  gamma: z
    .union([
      z.enum(['hyperopt']),
      z.custom<(count: number) => number>(isFunction, 'must be a function of the number of trials, in code'),
    ])
    .optional()
    .describe(
      "How many of n trials are good: `'hyperopt'` for ⌈√n / 4⌉, at most 25, or in code a function of n. Default: ⌈n / 10⌉, with one objective at most 25.",
    ),
  /**
   * In code: what n trials weigh, as a function that gives n numbers, the oldest trial's first. Default: the newest 25
   * weigh 1, those before the less the older they are.
   */
  weights: z
    .custom<(count: number) => ArrayLike<number>>(isFunction, 'must be a function of the number of trials, in code')
    .optional()
    .describe(
      "In code: what n trials weigh, as a function that gives n numbers, the oldest trial's first. Default: the newest 25 weigh 1, those before the less the older they are.",
    ),
  /** How much the prior weighs, which is the whole range; a trial weighs at most 1. Default: `1`. */
  priorWeight: z
    .number()
    .nonnegative()
    .default(1)
    .describe('How much the prior weighs, which is the whole range; a trial weighs at most 1.'),
  /** Whether the kernels of few trials are kept from being narrow. Default: `true`. */
  considerMagicClip: z
    .boolean()
    .default(true)
    .describe('Whether the kernels of few trials are kept from being narrow.'),
  /**
   * Whether the kernels of the lowest and the highest trial are wide where an end of the range is far. Default: `false`.
   */
  considerEndpoints: z
    .boolean()
    .default(false)
    .describe('Whether the kernels of the lowest and the highest trial are wide where an end of the range is far.'),
};

/** Options of {@link tpe}. */
export interface TpeOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Tree-structured Parzen estimator, as Optuna 5's `TPESampler`: trials are divided into a few good ones and the others, and the next one
 * is drawn where the good ones are dense, $`l(x)`$, and the others are not, $`g(x)`$: of `nEiCandidates` draws from l the one with the
 * highest $`l(x) / g(x)`$. Both are mixtures of normal distributions around the trials, as wide as their neighbours are far; a choice has
 * the shares of its values.
 *
 * The first `nStartupTrials` are random, and so are all while too many fail: failed trials are left out. Pruned trials are better than none
 * and worse than completed ones, the better the farther they came, in values of their curves. With several objectives the good trials are
 * those of the first fronts; of a front that is too large, those that span the largest volume.
 *
 * A parameter that stands in several branches learns from all of them. Trial n draws its random numbers from the seed and n.
 *
 * @throws `LML_INVALID_OPTIONS` for group with `multivariate: false`; `LML_INVALID_ARGUMENT` for a list of several spaces, and where
 * `gamma` or `weights` gives something else than they should.
 *
 * @example
 * ```ts
 * import { Study, uniform } from '@lml/core';
 * import { tpe } from '@lml/search';
 *
 * const study = new Study({ space: { x: uniform({ low: -10, high: 10 }) }, strategy: tpe(), limit: 50 });
 * for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
 *   study.tell(trial.number, ((trial.params['x'] as number) - 2) ** 2);
 * }
 * study.best!.values![0]! < 0.01; // => true
 * ```
 *
 * @see Optuna, `optuna.samplers.TPESampler`; Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization"; Bergstra et al. 2013,
 * "Making a Science of Model Search"; Falkner et al. 2018, "BOHB", of parameters together; Ozaki et al. 2022, "Multiobjective
 * Tree-Structured Parzen Estimator"; Watanabe 2023, "Tree-Structured Parzen Estimator: Understanding Its Algorithm Components".
 */
export const tpe = defineComponent({
  kind: 'strategy',
  name: 'tpe',
  summary: "Where good trials are dense and others are not: the tree-structured Parzen estimator, as Optuna's.",
  schema: z.strictObject(shape).refine(({ group, multivariate }) => !group || multivariate !== false, {
    path: ['group'],
    message: 'must be false where multivariate is false',
  }),
  create: ({ multivariate, gamma, weights = defaultWeights, ...options }): Strategy => ({
    endless: true,
    check: checkSpace,
    propose: (view) => {
      const one = view.objectives.length === 1;
      const params = suggest(view, {
        ...options,
        weights,
        multivariate: multivariate ?? (options.group || one),
        gamma: gammaOf(gamma, one),
      });
      return { params };
    },
  }),
  examples: [{}, { group: true }, { nStartupTrials: 20, gamma: 'hyperopt' }],
});

function gammaOf(gamma: 'hyperopt' | ((count: number) => number) | undefined, one: boolean): (count: number) => number {
  if (typeof gamma === 'function') return gamma;
  if (gamma === 'hyperopt') return (count) => Math.min(Math.ceil(Math.sqrt(count) / 4), MOST_GOOD);
  return (count) => Math.min(Math.ceil(0.1 * count), one ? MOST_GOOD : Infinity);
}

/** 1 for the newest; for the older ones a line from 1 / n up to 1. */
function defaultWeights(count: number): number[] {
  const older = count - NEWEST;
  return Array.from({ length: count }, (_, at) => {
    if (at >= older) return 1;
    return 1 / count + (older === 1 ? 0 : (at / (older - 1)) * (1 - 1 / count));
  });
}

function checkSpace({ spaces }: StrategyView): void {
  if (spaces.length === 1) return;
  const remedy = 'Make one of them: conditional has a branch for each.';
  throw new InvalidArgumentError('space', 'one space for tpe', spaces, remedy);
}

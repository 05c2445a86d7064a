import { defineComponent, type Strategy, type StrategyView } from '@lml/core';
import { z } from 'zod';

import { checkGrid, gridPointAt, gridSize } from '../shared/grid-points.js';
import { halvingRungs } from '../shared/halving-rungs.js';
import { proposeByRungs, type Rung } from '../shared/rungs.js';
import { parameterSampler, sizeOfSample, type Sampler } from '../shared/sampler.js';

const shape = {
  /**
   * What becomes more from rung to rung: the epochs of a fold, or the samples that are dealt to folds. Default:
   * `'epochs'`.
   */
  resource: z
    .enum(['epochs', 'samples'])
    .default('epochs')
    .describe('What becomes more from rung to rung: the epochs of a fold, or the samples that are dealt to folds.'),
  /** How much of it a candidate may use at the most. */
  maxResources: z.int().min(1).describe('How much of it a candidate may use at the most.'),
  /**
   * How much one of the first rung may use: a number, 'smallest', or 'exhaust' for as much as lets the last rung use all.
   * Default: exhaust, and with candidates 'exhaust' smallest.
   */
  minResources: z
    .union([z.enum(['exhaust', 'smallest']), z.int().min(1)])
    .optional()
    .describe(
      "How much one of the first rung may use: a number, 'smallest', or 'exhaust' for as much as lets the last rung use all. Default: exhaust, and with candidates 'exhaust' smallest.",
    ),
  /**
   * What 'smallest' is, and 'exhaust' at the least. Default: 1 of epochs; of samples it must be said, and scikit-learn
   * has twice the folds, for each class.
   */
  smallest: z
    .int()
    .min(1)
    .optional()
    .describe(
      "What 'smallest' is, and 'exhaust' at the least. Default: 1 of epochs; of samples it must be said, and scikit-learn has twice the folds, for each class.",
    ),
  /** How many times fewer candidates the next rung has, and how many times more each may use. Default: `3`. */
  factor: z
    .number()
    .gt(1)
    .default(3)
    .describe('How many times fewer candidates the next rung has, and how many times more each may use.'),
  /**
   * What is tried at first: the grid of the space, so many random points, or as many as let the last rung use all, with
   * 'exhaust'. Default: `'grid'`.
   */
  candidates: z
    .union([z.enum(['grid', 'exhaust']), z.int().min(1)])
    .default('grid')
    .describe(
      "What is tried at first: the grid of the space, so many random points, or as many as let the last rung use all, with 'exhaust'.",
    ),
  /**
   * Whether the first rungs are repeated with as little each, where resources are too few to leave less candidates than
   * factor. Default: `false`.
   */
  aggressiveElimination: z
    .boolean()
    .default(false)
    .describe(
      'Whether the first rungs are repeated with as little each, where resources are too few to leave less candidates than factor.',
    ),
};

const schema = z.strictObject(shape).superRefine((options, context) => {
  const { candidates, resource, smallest, maxResources } = options;
  const minResources = minResourcesOf(options);
  const refuse = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  if (candidates === 'exhaust' && minResources === 'exhaust')
    refuse('minResources', "must be a number or 'smallest' where candidates is 'exhaust'");
  const isNumber = typeof minResources === 'number';
  if (isNumber && smallest !== undefined) refuse('smallest', 'has no effect where minResources is a number');
  if (!isNumber && resource === 'samples' && smallest === undefined)
    refuse('smallest', 'must be said for samples, or minResources as a number: twice the folds, for each class, say');
  const least = isNumber ? minResources : (smallest ?? 1);
  if (least > maxResources)
    refuse(isNumber ? 'minResources' : 'smallest', `must be at most maxResources (${maxResources}), got ${least}`);
});

type HalvingSettings = z.output<z.ZodObject<typeof shape>>;

function minResourcesOf({ minResources, candidates }: HalvingSettings): 'exhaust' | 'smallest' | number {
  return minResources ?? (candidates === 'exhaust' ? 'smallest' : 'exhaust');
}

/** Options of {@link halving}. */
export interface HalvingOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Successive halving: many candidates are tried with little, the best of them with `factor` times more, until few are left; the best of
 * the last rung wins. Rungs, budgets and who goes on are those of scikit-learn's HalvingGridSearchCV and HalvingRandomSearchCV: ⌈n / factor⌉
 * of n candidates go on, when all of a rung are over.
 *
 * Random candidates are those of the strategy `random`. Unlike in scikit-learn a candidate that failed or was pruned never goes on, and of
 * exact powers (243 candidates with factor 3) logarithms are not rounded down by mistake. Each trial has its rung in `notes`, and as `parent`
 * the trial that it goes on from.
 *
 * @throws `LML_INVALID_OPTIONS` for resources that do not fit each other; `LML_INVALID_ARGUMENT` for a grid of numbers that none has.
 *
 * @example
 * ```ts
 * import { Study } from '@lml/core';
 * import { halving } from '@lml/search';
 *
 * const strategy = halving({ maxResources: 9 });
 * const study = new Study({ space: { x: [0, 1, 2, 3, 4, 5, 6, 7, 8] }, strategy });
 * for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
 *   study.tell(trial.number, ((trial.params['x'] as number) - 5) ** 2);
 * }
 * study.trials.map(({ budget }) => budget?.epochs).join(' '); // => '1 1 1 1 1 1 1 1 1 3 3 3 9'
 * study.best?.params; // => { x: 5 }
 * ```
 *
 * @see Karnin, Koren, Somekh (2013), Almost optimal exploration in multi-armed bandits; scikit-learn,
 * `sklearn.model_selection.HalvingGridSearchCV`.
 */
export const halving = defineComponent({
  kind: 'strategy',
  name: 'halving',
  summary: 'Many candidates with little, the best of them with more.',
  schema,
  create: (options): Strategy => ({
    // Where the next rung depends on trials that run, it waits by itself.
    learns: false,
    check: ({ spaces }) => {
      if (options.candidates === 'grid') spaces.forEach(checkGrid);
    },
    propose: (view) => {
      const { rungs, candidate } = planOf(options, view);
      const next = proposeByRungs(view.trials, view.objectives[0]!.mode, rungs, candidate);
      if (typeof next === 'string') return next;
      const { rung, ...proposal } = next;
      return { ...proposal, notes: { rung } };
    },
  }),
  examples: [{ maxResources: 27 }, { resource: 'samples', maxResources: 1000, minResources: 100, candidates: 9 }],
});

function planOf(options: HalvingSettings, view: StrategyView): { rungs: Rung[]; candidate: Sampler } {
  const { candidates, smallest = 1, maxResources, factor, resource, aggressiveElimination } = options;
  const minResources = minResourcesOf(options);
  const least = typeof minResources === 'number' ? minResources : smallest;
  const isGrid = candidates === 'grid';
  const asked =
    candidates === 'exhaust' ? Math.floor(maxResources / least) : isGrid ? gridSize(view.spaces) : candidates;
  const rungs = halvingRungs({
    candidates: isGrid ? asked : Math.min(asked, sizeOfSample(view.spaces)),
    factor,
    least,
    exhaust: minResources === 'exhaust',
    most: maxResources,
    aggressive: aggressiveElimination,
    resource,
  });
  return { rungs, candidate: isGrid ? (index) => gridPointAt(view.spaces, index) : parameterSampler(view, asked) };
}

import {
  chooseFrom,
  InvalidArgumentError,
  RandomState,
  valueAt,
  type Distribution,
  type SearchParameters,
  type StrategyView,
  type Trial,
} from '@lml/core';

import type { KernelOptions } from './kernels.js';
import {
  distributionsOf,
  groupsOfParameters,
  isSingle,
  isValueOf,
  observed,
  sharedParameters,
  type DistributionsByName,
} from './known-parameters.js';
import { parzenEstimator, type ParzenEstimator, type Point } from './parzen-estimator.js';
import { splitTrials } from './split-trials.js';

const WORD = 2 ** 32;

/** How trials are suggested. */
export interface SuggestOptions extends KernelOptions {
  /** How many trials are over before it learns. */
  readonly nStartupTrials: number;
  /** How many points are compared. */
  readonly nEiCandidates: number;
  /** How many of so many trials are good. */
  readonly gamma: (count: number) => number;
  /** What so many observations weigh, the oldest first. */
  readonly weights: (count: number) => ArrayLike<number>;
  /** Whether parameters are looked at together. */
  readonly multivariate: boolean;
  /** Whether those of branches are, too. */
  readonly group: boolean;
  /** Whether running trials count as bad. */
  readonly constantLiar: boolean;
}

/** The parameters of the next trial: at random at first, then where good trials are dense and others are not. */
export function suggest(view: StrategyView, options: SuggestOptions): SearchParameters {
  const { spaces, trials, seed } = view;
  const space = spaces[0]!;
  const random = new RandomState([seed % WORD, Math.floor(seed / WORD), trials.length]);
  const finished = trials.filter(({ state }) => state === 'completed' || state === 'pruned');
  if (finished.length < options.nStartupTrials) {
    return chooseFrom(space, (one) => valueAt(one, isSingle(one) ? 0 : random.random()));
  }

  const draw = sampler(view, finished, options, random);
  const joint = new Map<string, unknown>();
  if (options.multivariate) {
    const known = finished.map((trial) => distributionsOf(space, trial));
    for (const group of options.group ? groupsOfParameters(known) : [sharedParameters(known)]) {
      for (const [name, value] of draw(new Map([...group].filter(([, one]) => !isSingle(one))))) joint.set(name, value);
    }
  }
  return chooseFrom(space, (distribution, name) => {
    if (isSingle(distribution)) return valueAt(distribution, 0);
    if (joint.has(name) && isValueOf(distribution, joint.get(name))) return joint.get(name);
    return draw(new Map([[name, distribution]])).get(name);
  });
}

/** Draws values of some parameters together. */
function sampler(
  { objectives, trials }: StrategyView,
  finished: readonly Trial[],
  options: SuggestOptions,
  random: RandomState,
): (parameters: DistributionsByName) => Map<string, unknown> {
  const looked = options.constantLiar ? trials.filter(({ state }) => state !== 'failed') : finished;
  const { good, others } = splitTrials(looked, objectives, checkedCount(options.gamma, finished.length));
  // Of several objectives the good trials are alike: none is newer in a way that says more.
  const alike = (count: number): number[] => Array<number>(count).fill(1);
  const weigh = (count: number): number[] => checkedWeights(options.weights, count);
  return (parameters) => {
    const names = [...parameters.keys()];
    const distributions = [...parameters.values()];
    if (names.length === 0) return new Map();
    const estimator = (some: readonly Trial[], weightsOf: (count: number) => number[]): ParzenEstimator =>
      parzenEstimator(pointsOf(some, parameters), distributions, weightsOf, options);
    const below = estimator(good, objectives.length > 1 ? alike : weigh);
    const above = estimator(others, weigh);
    const points = below.sample(random, options.nEiCandidates);
    const gains = points.map((point) => below.logDensity(point) - above.logDensity(point));
    const best = points[gains.reduce((first, gain, at) => (gain > gains[first]! ? at : first), 0)]!;
    return new Map(names.map((name, at) => [name, valueOf(distributions[at]!, best[at]!)]));
  };
}

/** The trials that have all of the parameters, as points. */
function pointsOf(trials: readonly Trial[], parameters: DistributionsByName): Point[] {
  return trials
    .map(({ params }) => [...parameters].map(([name, one]) => observed(one, params, name)))
    .filter((point): point is number[] => !point.includes(undefined));
}

function valueOf(distribution: Distribution, value: number): unknown {
  return distribution.type === 'choice' ? distribution.values[value] : value;
}

function checkedCount(gamma: (count: number) => number, count: number): number {
  const good = gamma(count);
  if (Number.isSafeInteger(good) && good >= 0) return good;
  throw new InvalidArgumentError(`gamma(${count})`, 'an integer of at least 0', good);
}

function checkedWeights(weights: (count: number) => ArrayLike<number>, count: number): number[] {
  const all = Array.from(weights(count)).slice(0, count);
  const isRight = all.length === count && all.every((one) => Number.isFinite(one) && one >= 0);
  if (isRight && all.some((one) => one > 0)) return all;
  throw new InvalidArgumentError(`weights(${count})`, `${count} numbers of at least 0, not all 0`, all);
}

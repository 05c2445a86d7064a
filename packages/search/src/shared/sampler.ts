import {
  chooseFrom,
  RandomState,
  valueAt,
  type Distribution,
  type SearchParameters,
  type SearchSpace,
} from '@lml/core';

import { gridPointAt, gridSize } from './grid-points.js';
import { placesWithoutReplacement } from './without-replacement.js';

/** Parameters by number, as a seed gives them; `undefined` where there are no more. */
export type Sampler = (index: number) => SearchParameters | undefined;

/** What parameters are drawn for: a strategy's view has it. */
export interface Sampled {
  /** The spaces. */
  readonly spaces: readonly SearchSpace[];
  /** The seed of the search. */
  readonly seed: number;
}

const known = new WeakMap<readonly SearchSpace[], Map<string, Sampler>>();

/**
 * scikit-learn's ParameterSampler for `total` points: from lists alone without replacement, so that there may be fewer; else each by
 * itself. Of one search the points are kept, since each needs those before it.
 */
export function parameterSampler({ spaces, seed }: Sampled, total = Infinity): Sampler {
  const size = sizeOfSample(spaces);
  if (size === Infinity) return independentSampler({ spaces, seed });
  return remembered(spaces, `${seed} of ${total}`, () => {
    const places = placesWithoutReplacement(generator(seed), size, Math.min(size, total));
    return (index) => {
      const place = places(index);
      return place === undefined ? undefined : gridPointAt(spaces, place);
    };
  });
}

/**
 * How many points there are without replacement. Endless ones where not all is lists; and beyond 2⁵³, where places cannot be told apart
 * and hardly any would be met twice.
 */
export function sizeOfSample(spaces: readonly SearchSpace[]): number {
  const size = spaces.every(isListed) ? gridSize(spaces) : Infinity;
  return size > Number.MAX_SAFE_INTEGER ? Infinity : size;
}

/** Points each drawn by itself, without end. */
export function independentSampler({ spaces, seed }: Sampled): Sampler {
  return remembered(spaces, `${seed}`, () => {
    const random = generator(seed);
    const points: SearchParameters[] = [];
    return (index) => {
      while (points.length <= index) points.push(drawFrom(spaces, random));
      return points[index];
    };
  });
}

function remembered(spaces: readonly SearchSpace[], key: string, make: () => Sampler): Sampler {
  const samplers = known.get(spaces) ?? new Map<string, Sampler>();
  known.set(spaces, samplers);
  let sampler = samplers.get(key);
  if (sampler === undefined) samplers.set(key, (sampler = make()));
  return sampler;
}

function isListed(space: SearchSpace): boolean {
  return Object.values(space).every((one) => one.type === 'choice' && (one.branches ?? []).every(isListed));
}

/** NumPy takes seeds below 2³²; of a larger one both words are taken. */
function generator(seed: number): RandomState {
  return new RandomState(seed < 2 ** 32 ? seed : [seed % 2 ** 32, Math.floor(seed / 2 ** 32)]);
}

function drawFrom(spaces: readonly SearchSpace[], random: RandomState): SearchParameters {
  const space = spaces[random.randint(0, spaces.length)]!;
  return chooseFrom(space, (distribution) => draw(distribution, random));
}

function draw(distribution: Distribution, random: RandomState): unknown {
  if (distribution.type === 'choice') return distribution.values[random.randint(0, distribution.values.length)];
  const { low, high, step, log } = distribution;
  if (step === undefined || log) return valueAt(distribution, random.random());
  return low + step * random.randint(0, Math.round((high - low) / step) + 1);
}

import { InvalidArgumentError, type Distribution, type SearchParameters, type SearchSpace } from '@lml/core';

/** How many combinations spaces of finitely many values have. */
export function gridSize(spaces: readonly SearchSpace[]): number {
  return spaces.reduce((sum, space) => sum + sizeOf(space), 0);
}

/**
 * A combination by its number in scikit-learn's order, names sorted and the last fastest; a branch is walked through right after its
 * value. None is kept, since a grid may have more than memory holds. `undefined` beyond the last.
 */
export function gridPointAt(spaces: readonly SearchSpace[], index: number): SearchParameters | undefined {
  let rest = index;
  for (const space of spaces) {
    const size = sizeOf(space);
    if (rest < size) return pointAt(space, rest);
    rest -= size;
  }
  return undefined;
}

/** @throws `LML_INVALID_ARGUMENT` for a space with numbers that no grid has. */
export function checkGrid(space: SearchSpace): void {
  for (const [name, distribution] of Object.entries(space)) {
    if (distribution.type === 'choice') distribution.branches?.forEach(checkGrid);
    else if (distribution.step === undefined) {
      const remedy = 'Give a list of values, or use another strategy.';
      throw new InvalidArgumentError(
        `space '${name}'`,
        'a list, integers or numbers in steps for a grid',
        distribution,
        remedy,
      );
    }
  }
}

function sizeOf(space: SearchSpace): number {
  return Object.values(space).reduce((product, one) => product * waysOf(one), 1);
}

/** In how many ways a parameter can be chosen, with what its branches add. */
function waysOf(distribution: Distribution): number {
  if (distribution.type === 'choice')
    return distribution.values.reduce<number>((sum, _, at) => sum + sizeOf(branch(distribution, at)), 0);
  const { low, high, step = 1 } = distribution;
  return Math.round((high - low) / step) + 1;
}

function branch({ branches }: Extract<Distribution, { type: 'choice' }>, at: number): SearchSpace {
  return branches?.[at] ?? {};
}

function pointAt(space: SearchSpace, index: number): SearchParameters {
  const names = Object.keys(space).sort();
  const places: number[] = [];
  let rest = index;
  for (const name of [...names].reverse()) {
    const ways = waysOf(space[name]!);
    places.unshift(rest % ways);
    rest = Math.floor(rest / ways);
  }
  return Object.assign({}, ...names.map((name, at) => wayAt(name, space[name]!, places[at]!))) as SearchParameters;
}

function wayAt(name: string, distribution: Distribution, place: number): SearchParameters {
  if (distribution.type === 'number') return { [name]: distribution.low + place * (distribution.step ?? 1) };
  let rest = place;
  let at = 0;
  for (let size = sizeOf(branch(distribution, at)); rest >= size; size = sizeOf(branch(distribution, at))) {
    rest -= size;
    at++;
  }
  return { [name]: distribution.values[at], ...pointAt(branch(distribution, at), rest) };
}

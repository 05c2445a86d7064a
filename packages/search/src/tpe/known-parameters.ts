import { chooseFrom, placeOf, type Distribution, type SearchParameters, type SearchSpace, type Trial } from '@lml/core';

/** The distributions that a trial's parameters were drawn from, by parameter. */
export type DistributionsByName = ReadonlyMap<string, Distribution>;

/** Those of a trial: the parameters of other branches are missing. */
export function distributionsOf(space: SearchSpace, { params }: Trial): DistributionsByName {
  const known = new Map<string, Distribution>();
  chooseFrom(space, (distribution, name) => {
    if (isValueOf(distribution, params[name])) known.set(name, distribution);
    return params[name];
  });
  return known;
}

/** Whether a value is one of a distribution's. */
export function isValueOf(distribution: Distribution, value: unknown): boolean {
  if (distribution.type === 'choice') return placeOf(distribution, value) >= 0;
  return typeof value === 'number' && value >= distribution.low && value <= distribution.high;
}

/** Whether there is only one value. */
export function isSingle(distribution: Distribution): boolean {
  return distribution.type === 'choice' ? distribution.values.length === 1 : distribution.low === distribution.high;
}

/** The parameters that all trials have, from the same distribution, in order of their names. */
export function sharedParameters(trials: readonly DistributionsByName[]): DistributionsByName {
  const [first = new Map<string, Distribution>(), ...others] = trials;
  return sorted([...first].filter(([name, one]) => others.every((other) => isSame(other.get(name), one))));
}

/**
 * All parameters in groups, so that a trial has all of a group or none: the intersections of what trials have.
 */
export function groupsOfParameters(trials: readonly DistributionsByName[]): DistributionsByName[] {
  let groups: DistributionsByName[] = [];
  for (const trial of trials) {
    const grouped = new Set(groups.flatMap((group) => [...group.keys()]));
    const parts = groups.flatMap((group) => [
      [...group].filter(([name]) => trial.has(name)),
      [...group].filter(([name]) => !trial.has(name)),
    ]);
    groups = [...parts, [...trial].filter(([name]) => !grouped.has(name))]
      .filter((part) => part.length > 0)
      .map((part) => sorted(part));
  }
  return groups;
}

/** A parameter's value as kernels take it: the place of a choice's, a number itself; `undefined` where it is none. */
export function observed(distribution: Distribution, params: SearchParameters, name: string): number | undefined {
  const value = params[name];
  if (distribution.type === 'choice') {
    const place = placeOf(distribution, value);
    return place < 0 ? undefined : place;
  }
  return typeof value === 'number' && (!distribution.log || value > 0) ? value : undefined;
}

function sorted(entries: readonly (readonly [string, Distribution])[]): DistributionsByName {
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two give the same values, equally likely; what they lead to may differ. */
function isSame(a: Distribution | undefined, b: Distribution): boolean {
  return a === b || JSON.stringify({ ...a, branches: 0 }) === JSON.stringify({ ...b, branches: 0 });
}

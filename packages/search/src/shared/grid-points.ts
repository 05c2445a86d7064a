import type { Distribution, SearchParameters, SearchSpace } from '@lml/core';

const known = new WeakMap<readonly SearchSpace[], readonly SearchParameters[]>();

/** All combinations of spaces of finitely many values, in scikit-learn's order; a branch is walked through right after its value. */
export function gridPoints(spaces: readonly SearchSpace[]): readonly SearchParameters[] {
  let points = known.get(spaces);
  if (points === undefined) known.set(spaces, (points = spaces.flatMap(pointsOf)));
  return points;
}

function pointsOf(space: SearchSpace): SearchParameters[] {
  return Object.keys(space)
    .sort()
    .reduce<SearchParameters[]>(
      (points, name) => points.flatMap((params) => ways(name, space[name]!).map((own) => ({ ...params, ...own }))),
      [{}],
    );
}

/** What a parameter may be, with what its branches add. */
function ways(name: string, distribution: Distribution): SearchParameters[] {
  if (distribution.type === 'number') return numbersOf(distribution).map((value) => ({ [name]: value }));
  return distribution.values.flatMap((value, at) =>
    pointsOf(distribution.branches?.[at] ?? {}).map((inner) => ({ [name]: value, ...inner })),
  );
}

function numbersOf({ low, high, step = 1 }: { low: number; high: number; step?: number | undefined }): number[] {
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, at) => low + at * step);
}

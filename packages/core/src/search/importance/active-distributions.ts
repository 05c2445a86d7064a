import type { Distribution, SearchParameters, SearchSpace } from '../distribution.js';
import { placeOf } from '../space.js';

/** The distributions that parameters were chosen from, those of branches too: of the first space that they fit, none where there is no such. */
export function activeDistributions(
  spaces: readonly SearchSpace[],
  params: SearchParameters,
): Readonly<Record<string, Distribution>> {
  for (const space of spaces) {
    const active: Record<string, Distribution> = {};
    if (collect(space, params, active) && Object.keys(active).length === Object.keys(params).length) return active;
  }
  return {};
}

/** Adds a space's distributions; whether the parameters have a value of each. */
function collect(space: SearchSpace, params: SearchParameters, active: Record<string, Distribution>): boolean {
  return Object.entries(space).every(([name, distribution]) => {
    const value = params[name];
    active[name] = distribution;
    if (distribution.type === 'number')
      return typeof value === 'number' && value >= distribution.low && value <= distribution.high;
    const place = placeOf(distribution, value);
    return place >= 0 && collect(distribution.branches?.[place] ?? {}, params, active);
  });
}

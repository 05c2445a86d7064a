import type { MonitorMode, Proposal, SearchParameters, Trial, TrialBudget } from '@lml/core';

/** A step of successive halving: so many candidates with so much each. */
export interface Rung {
  /** How many candidates, where enough of those before have not failed. */
  readonly size: number;
  /** What each may use. */
  readonly budget: TrialBudget;
}

/**
 * What successive halving tries next, by its trials so far: rung by rung, and from one to the next only when all are over. The best
 * of a rung go on, the worst of them first, as scikit-learn has them; of equals those that were tried later.
 */
export function proposeByRungs(
  trials: readonly Trial[],
  mode: MonitorMode,
  rungs: readonly Rung[],
  first: (index: number) => SearchParameters | undefined,
): (Proposal & { readonly rung: number }) | 'wait' | 'done' {
  let start = 0;
  let parents: readonly Trial[] | undefined;
  for (const [rung, { size, budget }] of rungs.entries()) {
    const ran = trials.slice(start, start + (parents?.length ?? size));
    const parent = parents?.[ran.length];
    if (parent !== undefined) return { params: parent.params, budget, parent: parent.number, rung };
    if (parents === undefined && ran.length < size) {
      const params = first(ran.length);
      if (params !== undefined) return { params, budget, rung };
    }
    const next = rungs[rung + 1];
    if (next === undefined) return 'done';
    if (ran.some(({ state }) => state === 'running')) return 'wait';
    parents = bestTrials(ran, mode).slice(0, next.size).reverse();
    if (parents.length === 0) return 'done';
    start += ran.length;
  }
  return 'done';
}

/** The trials that were completed, the best first; of equals the later one. */
export function bestTrials(trials: readonly Trial[], mode: MonitorMode): Trial[] {
  const sign = mode === 'max' ? 1 : -1;
  const score = ({ values }: Trial): number => sign * values![0]!;
  return trials.filter(({ state }) => state === 'completed').sort((a, b) => score(b) - score(a) || b.number - a.number);
}

/** The largest whole k with base^k up to a number of at least 1: exact, where logarithms in floats are not. */
export function floorLog(number: number, base: number): number {
  let k = 0;
  for (let power = base; power <= number; power *= base) k++;
  return k;
}

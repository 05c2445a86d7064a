import type { Objective, Trial } from '@lml/core';

import { chooseBest } from './choose-best.js';

/** The good trials and the others, both by number. */
export interface TrialSplit {
  /** As many as were asked for, or all. */
  readonly good: readonly Trial[];
  /** The others; those that are running are among them, which keeps new ones from where they are. */
  readonly others: readonly Trial[];
}

/**
 * Divides trials into good ones, at most `count`, and others, as Optuna does: completed ones are better than pruned ones, pruned ones
 * are the better the farther they came, and then by the last value of their curve; running ones are never good.
 */
export function splitTrials(trials: readonly Trial[], objectives: readonly Objective[], count: number): TrialSplit {
  const completed = trials.filter(({ state }) => state === 'completed');
  const best =
    objectives.length === 1 ? bestOfOne(completed, objectives[0]!, count) : mostSpread(completed, objectives, count);
  const pruned = trials.filter(({ state }) => state === 'pruned');
  const progress = new Map(pruned.map((trial) => [trial, progressOf(trial, objectives[0]!)]));
  pruned.sort((a, b) => {
    const [[lengthA, lossA], [lengthB, lossB]] = [progress.get(a)!, progress.get(b)!];
    return lengthB - lengthA || (lossA < lossB ? -1 : Number(lossA > lossB));
  });
  const good = new Set([...best, ...pruned.slice(0, Math.max(0, count - best.length))]);
  return {
    good: trials.filter((trial) => good.has(trial)),
    others: trials.filter((trial) => !good.has(trial)),
  };
}

function bestOfOne(trials: readonly Trial[], objective: Objective, count: number): Trial[] {
  return trials.toSorted((a, b) => loss(a.values![0]!, objective) - loss(b.values![0]!, objective)).slice(0, count);
}

function mostSpread(trials: readonly Trial[], objectives: readonly Objective[], count: number): Trial[] {
  const losses = trials.map(({ values }) => objectives.map((objective, at) => loss(values![at]!, objective)));
  return chooseBest(losses, count).map((at) => trials[at]!);
}

/** How far a pruned trial came, in values of its curves, and the last of them; -1 where it has none. */
function progressOf({ curves = [] }: Trial, objective: Objective): readonly [number, number] {
  const last = curves.findLast((curve) => curve.length > 0)?.at(-1);
  if (last === undefined) return [-1, 0];
  const value = loss(last, objective);
  return [curves.reduce((sum, curve) => sum + curve.length, 0), Number.isNaN(value) ? Infinity : value];
}

function loss(value: number, { mode }: Objective): number {
  return mode === 'min' ? value : -value;
}

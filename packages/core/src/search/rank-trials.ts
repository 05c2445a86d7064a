import { isBetter } from '../training/monitor.js';
import type { Objective } from './objective.js';
import type { Trial } from './trial.js';

/** The trials that count: completed, with the largest budget that a completed one had. */
export function finalists(trials: readonly Trial[]): Trial[] {
  const completed = trials.filter(({ state }) => state === 'completed');
  const largest = Math.max(...completed.map(sizeOfBudget));
  return completed.filter((trial) => sizeOfBudget(trial) === largest);
}

/** How much a trial could use: without a budget all there is. */
function sizeOfBudget({ budget }: Trial): number {
  return budget?.epochs ?? budget?.samples ?? Infinity;
}

/** The trials that count, the best of the first objective first; of equals the one with the lower number. */
export function rankedTrials(trials: readonly Trial[], [objective]: readonly Objective[]): Trial[] {
  const { mode } = objective!;
  return finalists(trials).sort((a, b) => {
    const [first, second] = [a.values![0]!, b.values![0]!];
    if (isBetter(first, second, mode)) return -1;
    return isBetter(second, first, mode) ? 1 : a.number - b.number;
  });
}

/** The trials that count and that no other one beats: is at least as good in all objectives and better in one. By number. */
export function paretoFront(trials: readonly Trial[], objectives: readonly Objective[]): Trial[] {
  const all = finalists(trials);
  return all.filter((trial) => !all.some((other) => beats(other, trial, objectives)));
}

function beats(a: Trial, b: Trial, objectives: readonly Objective[]): boolean {
  const better = objectives.map(({ mode }, at) => isBetter(a.values![at]!, b.values![at], mode));
  const worse = objectives.some(({ mode }, at) => isBetter(b.values![at]!, a.values![at], mode));
  return better.includes(true) && !worse;
}

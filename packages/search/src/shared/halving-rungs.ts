import type { TrialBudget } from '@lml/core';

import { floorLog, type Rung } from './rungs.js';

/** What the rungs of successive halving follow from. */
export interface HalvingPlan {
  /** How many candidates there are at first. */
  readonly candidates: number;
  /** By which the candidates become fewer, and what each may use more. */
  readonly factor: number;
  /** What a candidate of the first rung may use at the least. */
  readonly least: number;
  /** Whether it may use more, so that the last rung uses all. */
  readonly exhaust: boolean;
  /** What a candidate may use at the most. */
  readonly most: number;
  /** Whether candidates are dropped, with as little each, until the last rung has less than the factor. */
  readonly aggressive: boolean;
  /** What is used. */
  readonly resource: keyof TrialBudget;
}

/** The rungs, as scikit-learn's BaseSuccessiveHalving has them. */
export function halvingRungs(plan: HalvingPlan): Rung[] {
  const { candidates, factor, exhaust, most, aggressive, resource } = plan;
  const required = 1 + floorLog(candidates, factor);
  const least = exhaust ? Math.max(plan.least, floorQuotient(most, factor ** (required - 1))) : plan.least;
  const possible = 1 + floorLog(floorQuotient(most, least), factor);
  const rungs: Rung[] = [];
  for (let size = candidates; rungs.length < (aggressive ? required : Math.min(required, possible));) {
    const power = aggressive ? Math.max(0, rungs.length - required + possible) : rungs.length;
    rungs.push({ size, budget: { [resource]: Math.min(most, Math.floor(factor ** power * least)) } });
    size = Math.ceil(size / factor);
  }
  return rungs;
}

/** Python's `//`, which takes the remainder away before it divides. */
function floorQuotient(a: number, b: number): number {
  return Math.round((a - (a % b)) / b);
}

import type { Callback, RunContext } from '../../training/callback.js';
import { monitored } from '../../training/monitor.js';
import type { ReportedValues } from '../../training/training-events.js';
import type { FoldPlan } from './fold-spec.js';

/** What follows an objective from epoch to epoch. */
export interface Follower {
  /** Looks at each validation. */
  readonly callback: Callback;
  /** The objective by epoch. */
  readonly curve: readonly number[];
  /** Whether the run was ended since it was hopeless. */
  isHopeless(): boolean;
}

/** Follows an objective on the validation data of a fold, and ends the fold where the pruner finds it hopeless by its plan. */
export function followObjective({ objective, pruner }: NonNullable<FoldPlan['followed']>, plan: unknown): Follower {
  const curve: number[] = [];
  let hopeless = false;
  const look = (run: RunContext, values: ReportedValues): void => {
    const value = monitored(values, `validation/${objective.name}`);
    if (value === undefined) return;
    curve.push(value);
    if (plan === undefined || plan === null || pruner?.isHopeless(curve, plan, objective.mode) !== true) return;
    hopeless = true;
    run.stop('pruned');
  };
  return {
    curve,
    isHopeless: () => hopeless,
    callback: {
      name: 'follow-objective',
      trainEpochEnd: (run, values) => {
        if (run.judgedAt === 'trainEpochEnd') look(run, values);
      },
      validationEnd: (run, values) => {
        if (run.judgedAt === 'validationEnd') look(run, values);
      },
    },
  };
}

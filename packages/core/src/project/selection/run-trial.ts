import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { NonFiniteValueError } from '../../errors/non-finite-value-error.js';
import { nearest } from '../../registry/nearest.js';
import type { Objective } from '../../search/objective.js';
import type { SearchParameters } from '../../search/distribution.js';
import type { Pruner } from '../../search/pruner.js';
import { toFault } from '../../search/trial-fault.js';
import type { Trial, TrialResult } from '../../search/trial.js';
import type { FoldOutcome } from './fold-spec.js';
import type { FoldRunner } from './fold-runner.js';

/** What trials are run with. */
export interface TrialRun {
  readonly runner: FoldRunner;
  /** How many folds. */
  readonly count: number;
  readonly objectives: readonly Objective[];
  readonly pruner: Pruner | undefined;
  /** The training samples, of which a budget is a part. */
  readonly samples: number;
  readonly signal: AbortSignal;
  /** The project's own parameters, where the trial says nothing of them. */
  readonly params: SearchParameters;
}

/**
 * Runs the folds of a trial side by side, as far as the executor does. Once one failed or is hopeless those after it are not run; the result
 * is that of running them in order. `undefined` where it was interrupted. `known` are the trials that were over when it was asked.
 */
export async function runTrial(trial: Trial, known: readonly Trial[], run: TrialRun): Promise<TrialResult | undefined> {
  const { count, objectives, signal } = run;
  const begun = performance.now();
  const stops = Array.from({ length: count }, () => new AbortController());
  const outcomes = await Promise.all(
    stops.map(async (stop, fold) => {
      try {
        const either = AbortSignal.any([signal, stop.signal]);
        const outcome = await run.runner.run(specOf(trial, known, fold, run), `trials/${trial.number}/fold-${fold}`, {
          priority: trial.number * count + fold,
          signal: either,
        });
        if (outcome.state !== 'completed') stops.slice(fold + 1).forEach((later) => later.abort());
        return outcome;
      } catch (error) {
        if (signal.aborted || stop.signal.aborted) return undefined;
        stops.forEach((other) => other.abort());
        throw error;
      }
    }),
  );
  if (signal.aborted && outcomes.some((outcome) => outcome === undefined || outcome.state === 'interrupted'))
    return undefined;
  return resultOf(outcomes, objectives, (performance.now() - begun) / 1000);
}

function specOf(
  trial: Trial,
  known: readonly Trial[],
  fold: number,
  { objectives, pruner, samples, params: own }: TrialRun,
): Parameters<FoldRunner['run']>[0] {
  const { params, budget } = trial;
  const curves = known.flatMap(({ state, curves }) => (state === 'completed' && curves?.[fold] ? [curves[fold]] : []));
  return {
    fold,
    params: { ...own, ...params },
    ...(budget?.epochs !== undefined && { epochs: budget.epochs }),
    ...(budget?.samples !== undefined && { fraction: Math.min(1, budget.samples / samples) }),
    ...(pruner !== undefined && { pruning: pruner.plan({ curves, mode: objectives[0]!.mode }) }),
  };
}

function resultOf(
  outcomes: readonly (FoldOutcome | undefined)[],
  objectives: readonly Objective[],
  seconds: number,
): TrialResult {
  const end = outcomes.findIndex((outcome) => outcome?.state !== 'completed');
  const done = (end < 0 ? outcomes : outcomes.slice(0, end)) as readonly FoldOutcome[];
  const last = end < 0 ? undefined : outcomes[end];
  const folds = done.map(({ values }) => objectives.map(({ name }) => reported(values, name)));
  const curves = [...done, ...(last === undefined ? [] : [last])].map(({ curve }) => curve);
  const shared = { folds, seconds, ...(curves.some(({ length }) => length > 0) && { curves }) };
  if (last?.state === 'pruned') return { ...shared, state: 'pruned' };
  if (last !== undefined)
    return { ...shared, state: 'failed', error: last.error ?? { code: 'ERROR', message: 'It was ended.' } };
  const columns = objectives.map((_, at) => folds.map((values) => values[at]!));
  const values = columns.map(meanOf);
  if (!values.every((value) => Number.isFinite(value))) {
    const names = objectives.map(({ name }) => name);
    return { ...shared, state: 'failed', error: toFault(new NonFiniteValueError(names, values)) };
  }
  const deviations = columns.map((column, at) => Math.sqrt(meanOf(column.map((value) => (value - values[at]!) ** 2))));
  return { ...shared, state: 'completed', values, deviations, epochs: medianOf(done.map(({ epochs }) => epochs)) };
}

/** A number of an objective.
 *
 * @throws `LML_INVALID_ARGUMENT` where nothing of that name is reported.
 */
export function reported(values: Readonly<Record<string, number>>, name: string): number {
  const value = values[name];
  if (value !== undefined) return value;
  const close = nearest(name, Object.keys(values));
  const advice = close === undefined ? '' : `Did you mean '${close}'? `;
  throw new InvalidArgumentError(
    'objective',
    'a number that is reported',
    name,
    `${advice}Reported: ${Object.keys(values).join(', ')}.`,
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The median, of an even number the mean of the middle ones, rounded. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Math.round((sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2);
}

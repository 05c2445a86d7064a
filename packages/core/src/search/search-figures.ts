import { ndArray, type NdArray } from '../data/nd-array.js';
import type { BarsFigure, CurveFigure, Figure, ParallelFigure, PointsFigure } from '../learning/figure.js';
import { isBetter } from '../training/monitor.js';
import type { Distribution, SearchSpace } from './distribution.js';
import { parameterImportances } from './importance/parameter-importances.js';
import type { Objective } from './objective.js';
import { finalists, paretoFront } from './rank-trials.js';
import { allDistributions, placeOf } from './space.js';
import type { Trial } from './trial.js';
import { parametersOf } from './trial-table.js';

/** Fewer trials say nothing of importance. */
const IMPORTANCE = 10;

/**
 * What a search has to show, as figures by name, ready for `toSvg` and `toVegaLite`:
 *
 * - `history` (with several objectives `history-<name>`): the value of each trial, and the best so far
 * - `importance` (`importance-<name>`): how much each parameter mattered, from 10 trials on ({@link parameterImportances})
 * - `parallel`: a line for each trial across its parameters and the objectives, the better the stronger
 * - `slice-<parameter>`: the first objective by one parameter
 * - `pareto`: the trials by their two objectives, and those that no other one beats
 * - `budgets`: the first objective by the budget of trials, where some had a smaller one
 *
 * Trials without values are left out, and a figure that would be empty is not there.
 *
 * @param trials - The trials of a search.
 * @param spaces - The spaces that they were chosen from.
 * @param objectives - What was to become better.
 *
 * @example
 * ```ts
 * import { searchFigures, logUniform, type Trial } from '@lml/core';
 *
 * const trials: Trial[] = [0.1, 0.01].map((lr, number) => ({ number, state: 'completed', params: { lr }, values: [lr] }));
 * const figures = searchFigures(trials, [{ lr: logUniform({ low: 1e-3, high: 1 }) }], [{ name: 'loss', mode: 'min' }]);
 * Object.keys(figures); // => ['history', 'parallel', 'slice-lr']
 * ```
 */
export function searchFigures(
  trials: readonly Trial[],
  spaces: readonly SearchSpace[],
  objectives: readonly Objective[],
): Readonly<Record<string, Figure>> {
  const valued = trials.filter(({ state, values }) => state === 'completed' && values !== undefined);
  const final = finalists(trials).sort((a, b) => a.number - b.number);
  if (valued.length === 0) return {};
  const distributions = new Map<string, Distribution>();
  for (const space of [...spaces].reverse())
    for (const [name, one] of allDistributions(space)) distributions.set(name, one);
  const names = parametersOf(final);
  const suffix = ({ name }: Objective): string => (objectives.length > 1 ? `-${name}` : '');
  const figures: Record<string, Figure> = {};
  for (const [at, objective] of objectives.entries())
    figures[`history${suffix(objective)}`] = historyOf(final, objective, at);
  if (final.length >= IMPORTANCE)
    for (const objective of objectives) {
      const importance = importanceOf(final, spaces, objectives, objective);
      if (importance !== undefined) figures[`importance${suffix(objective)}`] = importance;
    }
  if (names.length > 0) figures['parallel'] = parallelOf(final, names, distributions, objectives);
  for (const name of names) figures[`slice-${name}`] = sliceOf(final, name, distributions.get(name), objectives[0]!);
  if (objectives.length === 2) figures['pareto'] = paretoOf(final, objectives);
  if (valued.length > final.length) figures['budgets'] = budgetsOf(valued, objectives[0]!);
  return figures;
}

function historyOf(trials: readonly Trial[], { name, mode }: Objective, at: number): CurveFigure {
  const x = float64(trials.map(({ number }) => number));
  const values = trials.map((trial) => trial.values![at]!);
  let best: number | undefined;
  const bests = values.map((value) => (isBetter(value, best, mode) ? (best = value) : (best ?? value)));
  const lines = [
    { name: 'trial', x, y: float64(values), mark: 'dots' as const },
    { name: 'best so far', x, y: float64(bests) },
  ];
  return { figure: 'curve', title: `${name} by trial`, lines, xTitle: 'trial', yTitle: name };
}

function importanceOf(
  trials: readonly Trial[],
  spaces: readonly SearchSpace[],
  objectives: readonly Objective[],
  { name }: Objective,
): BarsFigure | undefined {
  const shares = Object.entries(parameterImportances(trials, spaces, objectives, { objective: name }));
  if (!shares.some(([, share]) => share > 0)) return undefined;
  return {
    figure: 'bars',
    title: `importance for ${name}`,
    labels: shares.map(([label]) => label),
    values: float64(shares.map(([, share]) => share)),
  };
}

/** Numbers of a parameter, and the names of what is no number. */
interface Placed {
  readonly values: readonly number[];
  readonly labels?: readonly string[] | undefined;
  readonly scale?: 'log' | undefined;
}

/** Where trials are on the axis of a parameter; NaN where they do not have it. */
function placed(trials: readonly Trial[], name: string, distribution: Distribution | undefined): Placed {
  const given = trials.map(({ params }) => params[name]);
  const isThere = given.filter((value) => value !== undefined);
  if (isThere.every((value) => typeof value === 'number' && Number.isFinite(value))) {
    const scale = distribution?.type === 'number' && distribution.log ? 'log' : undefined;
    return { values: given.map((value) => (value === undefined ? NaN : (value as number))), scale };
  }
  const known = distribution?.type === 'choice' ? distribution.values : [];
  const all = [...known, ...isThere.filter((value) => placeOf({ type: 'choice', values: known }, value) < 0)];
  const labels = [...new Set(all.map(textOf))];
  return { values: given.map((value) => (value === undefined ? NaN : labels.indexOf(textOf(value)))), labels };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parallelOf(
  trials: readonly Trial[],
  names: readonly string[],
  distributions: ReadonlyMap<string, Distribution>,
  objectives: readonly Objective[],
): ParallelFigure {
  const parameters = names.map((name) => ({ title: name, ...placed(trials, name, distributions.get(name)) }));
  const columns = [
    ...parameters,
    ...objectives.map(({ name }, at) => ({ title: name, values: trials.map((trial) => trial.values![at]!), labels: undefined, scale: undefined })),
  ]; // prettier-ignore
  const cells = trials.flatMap((_, row) => columns.map(({ values }) => values[row]!));
  return {
    figure: 'parallel',
    title: 'trials by parameters',
    axes: columns.map(({ title, labels, scale }) => ({ title, ...(labels && { labels }), ...(scale && { scale }) })),
    values: ndArray(Float64Array.from(cells), { shape: [trials.length, columns.length] }),
    colourBy: parameters.length,
    emphasis: objectives[0]!.mode === 'min' ? 'low' : 'high',
  };
}

function sliceOf(trials: readonly Trial[], name: string, distribution: Distribution | undefined, objective: Objective): PointsFigure {
  const { values, labels, scale } = placed(trials, name, distribution);
  const y = float64(trials.map((trial) => trial.values![0]!));
  return {
    figure: 'points',
    title: `${objective.name} by ${name}`,
    groups: [{ x: float64(values), y }],
    xTitle: name,
    yTitle: objective.name,
    ...(scale && { xScale: scale }),
    ...(labels && { xLabels: labels }),
  };
} // prettier-ignore

function paretoOf(trials: readonly Trial[], objectives: readonly Objective[]): PointsFigure {
  const front = new Set(paretoFront(trials, objectives));
  const groupOf = (name: string, some: readonly Trial[]) => ({ name, x: float64(some.map(({ values }) => values![0]!)), y: float64(some.map(({ values }) => values![1]!)) }); // prettier-ignore
  const others = trials.filter((trial) => !front.has(trial));
  return {
    figure: 'points',
    title: 'Pareto front',
    groups: [groupOf('beaten', others), groupOf('front', [...front])],
    xTitle: objectives[0]!.name,
    yTitle: objectives[1]!.name,
  };
}

function budgetsOf(trials: readonly Trial[], { name }: Objective): PointsFigure {
  const sizeOf = ({ budget }: Trial): number => budget?.epochs ?? budget?.samples ?? Infinity;
  const unit = trials.some(({ budget }) => budget?.epochs !== undefined) ? 'epochs' : 'samples';
  const sizes = [...new Set(trials.map(sizeOf))].sort((a, b) => a - b);
  const x = float64(trials.map((trial) => sizes.indexOf(sizeOf(trial))));
  const y = float64(trials.map(({ values }) => values![0]!));
  const xLabels = sizes.map((size) => (size === Infinity ? 'all' : String(size)));
  return { figure: 'points', title: `${name} by budget`, groups: [{ x, y }], xTitle: unit, yTitle: name, xLabels };
}

function float64(values: readonly number[]): NdArray {
  return ndArray(Float64Array.from(values), { shape: [values.length] });
}

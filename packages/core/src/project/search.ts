import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { LmlError } from '../errors/lml-error.js';
import { checkNames } from '../registry/check-names.js';
import { nearest } from '../registry/nearest.js';
import type { FitResult } from '../training/fit-result.js';
import { checkMonitor, isBetter, type MonitorMode } from '../training/monitor.js';
import type { ReportedValues } from '../training/training-events.js';
import { crossValidate, type CrossValidationOptions, type CrossValidationResult } from './cross-validation.js';
import type { Project, ProjectOptions } from './project.js';

/** Parameters by name. */
export type CandidateParameters = Readonly<Record<string, unknown>>;

/** Options of {@link Project.search}. */
export interface SearchOptions extends Omit<CrossValidationOptions, 'params'> {
  /** What is tried; see {@link parameterGrid}. */
  readonly candidates: readonly CandidateParameters[];
  /** The number to choose by, without stage. Default `'loss'`. */
  readonly monitor?: string | undefined;
  /** Which way it should go. Default: as its metric says, else `'min'`. */
  readonly mode?: MonitorMode | undefined;
}

/** A candidate and how it did. */
export interface CandidateResult extends CrossValidationResult {
  /** Its parameters. */
  readonly params: CandidateParameters;
  /** Why it has no results: its loss or its weights did not stay finite. */
  readonly error?: LmlError | undefined;
}

/** What a search found. */
export interface SearchResult {
  /** All candidates, in the order given. */
  readonly candidates: readonly CandidateResult[];
  /** The best by the mean over folds; of equals the first. */
  readonly best: CandidateResult;
  /** A project with the best parameters, trained on all training data. */
  readonly project: Project;
  /** How that training went. */
  readonly fit: FitResult;
  /** Its loss and metrics on the test data, if there are any. They are looked at once, here. */
  readonly test: ReportedValues | undefined;
}

/**
 * All combinations of values, as scikit-learn's ParameterGrid orders them: names sorted, the last name fastest.
 *
 * @example
 * ```ts
 * import { parameterGrid } from '@lml/core';
 *
 * parameterGrid({ lr: [0.1, 0.01], depth: [1, 2] }); // => [{ depth: 1, lr: 0.1 }, { depth: 1, lr: 0.01 }, { depth: 2, lr: 0.1 }, { depth: 2, lr: 0.01 }]
 * ```
 */
export function parameterGrid(grid: Readonly<Record<string, readonly unknown[]>>): CandidateParameters[] {
  return Object.keys(grid)
    .sort()
    .reduce<CandidateParameters[]>(
      (combinations, name) =>
        combinations.flatMap((params) => grid[name]!.map((value) => ({ ...params, [name]: value }))),
      [{}],
    );
}

/** Chooses by cross-validation on the training data, retrains on all of them, and judges once on the test data. `makeProject` makes the project of the best. */
export async function search(
  project: Project,
  options: SearchOptions,
  makeProject: (options: ProjectOptions) => Project,
): Promise<SearchResult> {
  checkNames('search', options, ['splitter', 'groups', 'candidates', 'monitor', 'mode']);
  const { candidates, monitor = 'loss' } = options;
  if (candidates.length === 0)
    throw new InvalidArgumentError('candidates', 'at least one set of parameters', candidates);
  const mode = options.mode ?? (project.learner.metrics[monitor]?.higherIsBetter === true ? 'max' : 'min');
  await project.data.setup({ seed: project.seed });
  const validates = project.data.has('validation');
  // Folds have validation data, the training of the best may have none: said before the first fold, not after the last.
  for (const callback of project.trainer.options.callbacks ?? []) {
    if (callback.monitor !== undefined) checkMonitor({ validates }, callback.monitor);
  }
  const results: CandidateResult[] = [];
  for (const params of candidates) {
    const result = await judge(project, options, params);
    if (result.error === undefined) checkReported(result.mean, monitor);
    results.push(result);
  }
  const judged = results.filter(({ error }) => error === undefined);
  if (judged.length === 0) throw results[0]!.error!;
  const best = judged.reduce((chosen, next) =>
    isBetter(next.mean[monitor]!, chosen.mean[monitor], mode) ? next : chosen,
  );
  const { data, trainer } = project;
  const final = makeProject({ ...project.options, data, params: best.params, trainer });
  const fit = await final.train();
  const test = !project.data.has('test') ? undefined : await final.test();
  return { candidates: results, best, project: final, fit, test };
}

/** The results of a candidate. One that diverged is told by its error, and does not keep the others from being tried. */
async function judge(project: Project, options: SearchOptions, params: CandidateParameters): Promise<CandidateResult> {
  const { splitter, groups } = options;
  try {
    return { params, ...(await crossValidate(project, { splitter, groups, params })) };
  } catch (error) {
    const diverged = LmlError.isInstance(error) && error.code.startsWith('LML_NON_FINITE_');
    if (!diverged) throw error;
    return { params, error, folds: [], mean: {}, standardDeviation: {} };
  }
}

function checkReported(values: ReportedValues, monitor: string): void {
  if (monitor in values) return;
  const close = nearest(monitor, Object.keys(values));
  const advice = close === undefined ? '' : `Did you mean '${close}'? `;
  throw new InvalidArgumentError(
    'monitor',
    'a number that is reported',
    monitor,
    `${advice}Reported: ${Object.keys(values).join(', ')}.`,
  );
}

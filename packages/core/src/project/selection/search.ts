import { lengthOf } from '../../data/dataset.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { LmlError } from '../../errors/lml-error.js';
import { checkNames } from '../../registry/check-names.js';
import { componentOption } from '../../registry/component-option.js';
import type { ComponentSchema } from '../../registry/component.js';
import { validateOptions } from '../../registry/validate.js';
import type { Pruner } from '../../search/pruner.js';
import { Study } from '../../search/study.js';
import type { Trial } from '../../search/trial.js';
import type { FitResult } from '../../training/fit-result.js';
import { printsOnConsole } from '../../training/run-context.js';
import type { ReportedValues } from '../../training/training-events.js';
import type { Project, ProjectOptions } from '../project.js';
import { executorOf, planFrom, preparedFolds } from './cross-validation.js';
import { openFoldRunner } from './fold-runner.js';
import { SEARCH_FILE } from './read-search.js';
import { checkFirst } from './check-learner.js';
import { checkRefit, refitOptions } from './refit.js';
import { definitionOf } from './run-definition.js';
import { openRecord } from './run-record.js';
import type { TrialRun } from './run-trial.js';
import { runTrials } from './run-trials.js';
import { checkCounts, objectivesOf, SEARCH_OPTIONS, type SearchOptions } from './search-options.js';
import { writeSearchPage } from './search-page.js';
import { withInterrupt } from './with-interrupt.js';

/** What a search found. */
export interface SearchResult {
  /** Whether it came to its end, or a signal ended it before: the same call goes on with it. */
  readonly status: 'completed' | 'interrupted';
  /** All trials by number. */
  readonly trials: readonly Trial[];
  /** The best by the mean over folds of the first objective; of equals the first. Not there where nothing was completed before an interruption. */
  readonly best: Trial | undefined;
  /** The trials that no other one beats in all objectives. */
  readonly front: readonly Trial[];
  /** A project with the best parameters, trained on all training data; not with `refit: false`. */
  readonly project: Project | undefined;
  /** How that training went. */
  readonly fit: FitResult | undefined;
  /** Its loss and metrics on the test data, if there are any. They are looked at once, here. */
  readonly test: ReportedValues | undefined;
  /** Where it was written. */
  readonly folder: string | undefined;
}

/** Chooses by cross-validation on the training data, retrains on all of them, and judges once on the test data. `makeProject` makes the project of the best. */
export async function search(
  project: Project,
  given: Partial<SearchOptions>,
  makeProject: (options: ProjectOptions) => Project,
): Promise<SearchResult> {
  const { params: _, predict: __, trainScores: ___, ...shared } = project.options.crossValidation ?? {};
  const options = { ...shared, ...project.options.search, ...given };
  checkNames('search', options, SEARCH_OPTIONS);
  checkCounts(options);
  const { refit = true, parallel = 1, trials: limit } = options;
  const objectives = objectivesOf(project, options.objective);
  const pruner = prunerOf(options.pruner);
  const plan = { ...planFrom(options), history: false, followed: pruner && { objective: objectives[0]!, pruner } };
  const { space, strategy } = required(options);
  const study = new Study({ space, strategy, objectives, seed: project.seed, limit });
  checkEnd(study, options);
  if (refit) {
    await project.data.setup({ seed: project.seed });
    checkRefit(project);
  }
  const { folds, count } = await preparedFolds(project, plan);
  const first = study.strategy.propose({ ...study.view, trials: [] });
  if (typeof first !== 'string') checkFirst(project, first.params);
  // A copy, for a distribution is written as what it is, not as the component that made it.
  const spaces = structuredClone(study.view.spaces);
  const searched = { spaces, strategy: study.strategy, objectives, limit, parallel };
  const { definition, isPlain } = await definitionOf(project, plan, searched);
  const record = await openRecord({
    ...project.options,
    file: SEARCH_FILE,
    definition,
    resume: options.resume ?? isPlain,
  });
  const executor = executorOf(options.executor);
  try {
    return await withInterrupt(options.signal, async (signal) => {
      const runner = await openFoldRunner({ project, plan, folds, executor, record, keepsFolders: plan.checkpoints });
      const run: TrialRun = {
        runner,
        count,
        objectives,
        pruner,
        samples: lengthOf(folds.training),
        signal,
        params: project.options.params ?? {},
      };
      try {
        await runTrials(study, run, {
          record,
          parallel,
          timeout: options.timeout,
          prints: printsOnConsole(project.trainer.options),
        });
      } finally {
        await runner.close();
      }
      const { best, front, trials } = study;
      const found = { trials, best, front, folder: record.folder };
      const page = { project, study, folder: record.folder };
      await writeSearchPage(page);
      if (signal.aborted)
        return { ...found, status: 'interrupted', project: undefined, fit: undefined, test: undefined };
      if (best === undefined) throw nothingFound(trials);
      const final = refit ? makeProject(refitOptions(project, best, record.folder)) : undefined;
      const fit = await final?.train({ signal });
      if (fit?.status === 'interrupted')
        return { ...found, status: 'interrupted', project: final, fit, test: undefined };
      const test = final?.data.has('test') === true ? await final.test() : undefined;
      await record.write('result.json', { best, objectives, test, checkpoint: final?.checkpoint });
      await record.complete();
      await writeSearchPage({ ...page, fit, test });
      return { ...found, status: 'completed', project: final, fit, test };
    });
  } finally {
    await record.release();
  }
}

function required(options: Partial<SearchOptions>): Pick<SearchOptions, 'space' | 'strategy'> {
  const { space, strategy } = options;
  if (space === undefined) {
    const remedy =
      "As { 'optimizer.lr': logUniform({ low: 0.001, high: 0.1 }) }; in a project file under search: space:.";
    throw new InvalidArgumentError('space', 'what is searched, by parameter', space, remedy);
  }
  if (strategy === undefined)
    throw new InvalidArgumentError('strategy', "what is tried next, as 'random' of @lml/search", strategy);
  return { space, strategy };
}

function checkEnd({ strategy }: Study, { trials, timeout }: Partial<SearchOptions>): void {
  if (strategy.endless !== true || trials !== undefined || timeout !== undefined) return;
  const remedy =
    'This strategy goes on for ever: say after how many trials, or after how many seconds (timeout), it ends.';
  throw new InvalidArgumentError('trials', 'an integer of at least 1', trials, remedy);
}

function prunerOf(pruner: SearchOptions['pruner']): Pruner | undefined {
  if (pruner === undefined) return undefined;
  return validateOptions(componentOption('pruner') as unknown as ComponentSchema<unknown, Pruner>, pruner, 'pruner');
}

/** Why there is no best. */
function nothingFound(trials: readonly Trial[]): LmlError {
  const first = trials.find(({ error }) => error !== undefined)?.error;
  if (first !== undefined)
    return new LmlError(
      first.code,
      `None of the ${trials.length} trials was completed. The first failed: ${first.message}`,
    );
  return new InvalidArgumentError(
    'trials',
    'some that are completed',
    `${trials.length} that were pruned`,
    'Use a milder pruner.',
  );
}

import { platform } from '#platform';

import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { checkNames } from '../../registry/check-names.js';
import type { SearchParameters } from '../../search/distribution.js';
import { formatSeconds } from '../../training/format.js';
import { printsOnConsole } from '../../training/run-context.js';
import type { ReportedValues } from '../../training/training-events.js';
import { Project } from '../project.js';
import { aggregate, planFrom, preparedFolds } from './cross-validation.js';
import type { FoldPlan } from './fold-spec.js';
import { numbersOf } from './progress.js';
import type { FoldsOptions } from './run-recorded.js';
import { definitionOf } from './run-definition.js';
import { openRecord } from './run-record.js';
import type { SearchOptions } from './search-options.js';
import { withInterrupt } from './with-interrupt.js';
import { withinFold } from './within-fold.js';

/** Options of {@link nestedCrossValidate}. Those of the outer folds that are left out are the project's `crossValidation`. */
export interface NestedCrossValidationOptions extends Omit<FoldsOptions, 'params' | 'validation'> {
  /**
   * The search within each outer fold, as for {@link Project.search}: its `splitter` divides the training data of the outer fold. Default: the
   * project's `search`; splitter, groups and executor are those of the outer folds where it has none.
   */
  readonly search: Partial<Omit<SearchOptions, 'refit' | 'resume' | 'signal'>>;
}

/** One outer fold. */
export interface NestedFold {
  /** Its number, from 0. */
  readonly fold: number;
  /** Samples that the search had. */
  readonly trainSize: number;
  /** Samples that what it chose was judged by, once. */
  readonly testSize: number;
  /** The parameters that the search chose. */
  readonly params: SearchParameters;
  /** The means over the inner folds by which they were chosen, objective by objective. */
  readonly innerValues: readonly number[];
  /** Loss and metrics on the samples that the search had not seen, by name without stage. */
  readonly values: ReportedValues;
  /** The trials of the search. */
  readonly trials: number;
  /** Seconds of all. */
  readonly seconds: number;
  /** Where its search was written. */
  readonly folder: string | undefined;
}

/** The outer folds and their aggregate. */
export interface NestedCrossValidationResult {
  /** Whether all folds are there, or a signal ended it before. */
  readonly status: 'completed' | 'interrupted';
  /** Fold by fold. */
  readonly folds: readonly NestedFold[];
  /** The mean over outer folds, by name. */
  readonly mean: ReportedValues;
  /** The standard deviation over outer folds (of the population), by name. */
  readonly standardDeviation: ReportedValues;
  /** Where it was written, with the search of each fold below it. */
  readonly folder: string | undefined;
}

const OUTER = ['splitter', 'groups', 'executor', 'resume', 'signal'] as const;

/**
 * How good a search is: within each outer fold parameters are chosen by a search on its training data, a learner with the best is trained on all
 * of them, and judged once on the rest. The value of the best trial of one search is better than the truth, since it was chosen for it; the
 * mean of this one is not.
 *
 * It judges the way to choose, not one choice: parameters may differ from fold to fold. The project's test data are not looked at. Each
 * search has a folder below that of the whole; an interrupted one goes on where it was, down to the inner fold.
 *
 * @throws `LML_FACTORY_REQUIRED` if the project's learner cannot be made anew; `LML_INVALID_ARGUMENT` for wrong options; what went wrong in
 * a search.
 *
 * @see Varma and Simon 2006, Bias in Error Estimation When Using Cross-Validation for Model Selection; Cawley and Talbot 2010, On
 * Over-fitting in Model Selection and Subsequent Selection Bias in Performance Evaluation.
 *
 * @example
 * ```ts
 * import { DataModule, nestedCrossValidate, Project } from '@lml/core';
 * import { iris } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { crossEntropy } from '@lml/losses';
 * import { accuracy } from '@lml/metrics';
 * import { mlp } from '@lml/models';
 * import { adam } from '@lml/optimizers';
 * import { grid } from '@lml/search';
 * import { stratifiedKFold } from '@lml/splitters';
 *
 * const project = new Project({
 *   learner: ({ data, params }) =>
 *     supervised({
 *       data,
 *       model: mlp({ inputSize: 4, hiddenSizes: [], outputSize: 3 }),
 *       loss: crossEntropy(),
 *       optimizer: adam({ lr: (params['lr'] as number | undefined) ?? 0.01 }),
 *       metrics: [accuracy()],
 *     }),
 *   data: new DataModule({ dataset: iris(), batchSize: 32 }),
 *   trainer: { maxEpochs: 3, loggers: [], progressBar: false },
 *   folder: false,
 * });
 * const { folds, mean } = await nestedCrossValidate(project, {
 *   splitter: stratifiedKFold({ nSplits: 3, shuffle: true, randomState: 0 }),
 *   search: {
 *     space: { lr: [1e-5, 0.05] },
 *     strategy: grid(),
 *     splitter: stratifiedKFold({ nSplits: 2, shuffle: true, randomState: 1 }),
 *   },
 * });
 * folds.map(({ params }) => params['lr']); // => [0.05, 0.05, 0.05]
 * Object.keys(mean); // => ['loss', 'accuracy']
 * ```
 */
export async function nestedCrossValidate(
  project: Project,
  given: Partial<NestedCrossValidationOptions> = {},
): Promise<NestedCrossValidationResult> {
  checkNames('nested cross-validation', given, [...OUTER, 'search']);
  const base = project.options.crossValidation ?? {};
  const outer = { ...Object.fromEntries(OUTER.map((name) => [name, base[name]])), ...given } as Partial<FoldsOptions>;
  const { splitter, groups, executor, signal } = outer;
  const plan = planFrom({ splitter, groups, signal } as Partial<FoldsOptions>);
  const { executor: own = executor, ...search } = innerSearch(project, plan, given.search);
  const { folds, count } = await preparedFolds(project, plan);
  const { definition, isPlain } = await definitionOf(project, plan, { search: { ...search, groups: plainGroups(search.groups) } }); // prettier-ignore
  const resume = outer.resume ?? isPlain;
  const record = await openRecord({ ...project.options, file: 'nested-cross-validation.json', definition, resume });
  const prints = printsOnConsole(project.trainer.options);
  try {
    return await withInterrupt(signal, async (interrupt) => {
      const done: NestedFold[] = [];
      for (let fold = 0; fold < count; fold++) {
        const file = `folds/fold-${fold}.json`;
        let outcome = await record.read<NestedFold>(file);
        if (outcome === undefined) {
          const { train } = await folds.indices(fold);
          const inner = { ...search, groups: restricted(search.groups, train), executor: own, signal: interrupt };
          outcome = await searchWithin(project, { plan, fold, folder: record.folder, inner });
          if (outcome === undefined) break;
          await record.write(file, outcome);
          if (prints) platform.print(outerLine(outcome, count));
        }
        done.push(outcome);
      }
      const isWhole = done.length === count;
      const found = { folds: done, ...aggregate(done.map(({ values }) => values)) };
      if (isWhole) {
        await record.write('result.json', found);
        await record.complete();
      }
      return { status: isWhole ? 'completed' : 'interrupted', ...found, folder: record.folder };
    });
  } finally {
    await record.release();
  }
}

/** The options of the search within a fold. */
function innerSearch(project: Project, { splitter, groups }: FoldPlan, given: unknown = {}): Partial<SearchOptions> {
  if (typeof given !== 'object' || given === null)
    throw new InvalidArgumentError('search', 'the options of a search', given);
  const { validation } = project.options.crossValidation ?? {};
  const options = { splitter, groups, validation, ...project.options.search, ...(given as Partial<SearchOptions>) };
  for (const name of ['resume', 'signal'] as const) {
    if (name in given)
      throw new InvalidArgumentError(`search.${name}`, 'an option of the whole, beside search', options[name]);
  }
  if (options.refit === false)
    throw new InvalidArgumentError('search.refit', 'left out, as what is chosen is judged', false);
  const { resume: _, signal: __, refit: ___, ...search } = options;
  return search;
}

interface SearchWithin {
  readonly plan: FoldPlan;
  readonly fold: number;
  readonly folder: string | undefined;
  readonly inner: Partial<SearchOptions>;
}

/** Searches within a fold. Nothing where it was interrupted. */
async function searchWithin(
  project: Project,
  { plan, fold, folder, inner }: SearchWithin,
): Promise<NestedFold | undefined> {
  if (inner.signal?.aborted === true) return undefined;
  const begun = performance.now();
  const place = { folder: folder === undefined ? (false as const) : `${folder}/folds`, name: `fold-${fold}` };
  const outer = { splitter: plan.splitter, groups: plan.groups, fold };
  const within = await withinFold(project, outer, (options) => new Project(options), place);
  try {
    // What lies below a run that is gone on with is of the same definition.
    const found = await within.search({ ...inner, resume: true });
    try {
      if (found.status === 'interrupted') return undefined;
      const { best, test = {}, trials } = found;
      return {
        fold,
        ...sizesOf(within),
        params: best!.params,
        innerValues: best!.values!,
        values: Object.fromEntries(Object.entries(test).map(([name, value]) => [name.replace(/^test\//, ''), value])),
        trials: trials.length,
        seconds: (performance.now() - begun) / 1000,
        folder: found.folder,
      };
    } finally {
      found.project?.learner.model.dispose();
    }
  } finally {
    within.learner.model.dispose();
  }
}

function sizesOf({ data }: Project): Pick<NestedFold, 'trainSize' | 'testSize'> {
  const sizeOf = (stage: 'train' | 'test'): number => (data.options[stage] as { readonly length: number }).length;
  return { trainSize: sizeOf('train'), testSize: sizeOf('test') };
}

/** The groups of the samples of a fold. */
function restricted(groups: SearchOptions['groups'], train: ArrayLike<number>): SearchOptions['groups'] {
  return groups === undefined || typeof groups === 'string' ? groups : Array.from(train, (index) => groups[index]!);
}

function plainGroups(groups: SearchOptions['groups']): unknown {
  return groups === undefined || typeof groups === 'string' ? groups : Array.from<unknown>(groups);
}

function outerLine({ fold, values, params, seconds }: NestedFold, count: number): string {
  return `outer fold ${fold + 1}/${count}   ${numbersOf(values)}   ${JSON.stringify(params)}   (${formatSeconds(seconds)})`;
}

import { platform } from '#platform';

import type { ArrayTree } from '../../data/concatenate.js';
import type { Splitter } from '../../data/splitter.js';
import { FactoryRequiredError } from '../../errors/factory-required-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { checkNames } from '../../registry/check-names.js';
import { componentOption } from '../../registry/component-option.js';
import type { ComponentInput, KindInstances } from '../../registry/kinds.js';
import type { ComponentSchema } from '../../registry/component.js';
import { validateOptions } from '../../registry/validate.js';
import { isComponent } from '../../registry/component.js';
import type { SearchParameters } from '../../search/distribution.js';
import type { Executor } from '../../search/executor.js';
import { endLine } from '../../training/loggers/describe-end.js';
import { printsOnConsole } from '../../training/run-context.js';
import { checkSignal } from '../../training/interruption.js';
import type { ReportedValues } from '../../training/training-events.js';
import { crossValidationReportHtml } from '../report/cross-validation-report.js';
import { isFactory } from '../make-learner.js';
import type { Project } from '../project.js';
import type { FoldOutcome, FoldPlan } from './fold-spec.js';
import { foldsOf, trainingData, type Folds } from './folds-of.js';
import { foldLine } from './progress.js';
import { definitionOf } from './run-definition.js';
import { openRecord } from './run-record.js';
import { runTasks } from './run-tasks.js';
import { checkPartition, predictionsInOrder } from './out-of-fold.js';
import { withInterrupt } from './with-interrupt.js';
import { checkLearner } from './check-learner.js';

/** Options of {@link Project.crossValidate}. Those that are left out are the project's `crossValidation`. */
export interface CrossValidationOptions {
  /** How the training data are divided. */
  readonly splitter: ComponentInput<'splitter'>;
  /** What the factory gets as `params`, or what changes the config by path. Default: the project's. */
  readonly params?: SearchParameters | undefined;
  /** The groups of the training samples, or the name of the column that has them, for splitters that need them. Default: the column `group`, if there is one. */
  readonly groups?: ArrayLike<number | string> | string | undefined;
  /**
   * What training is watched by inside a fold, never by the part that is then judged: a fraction of the fold's training data (of each
   * class its share, whole groups), or a splitter whose first split is taken; `false` for nothing. Default: 0.1 where something watches
   * validation data, as {@link earlyStopping} does, else `false`.
   */
  readonly validation?: number | false | ComponentInput<'splitter'> | undefined;
  /**
   * Whether each fold also predicts the samples that it is judged by, so that the result has predictions of all training samples, in their
   * order: the predictor's, or the model's outputs. Default: no.
   */
  readonly predict?: 'predictions' | 'outputs' | undefined;
  /** Whether the samples that were learnt from are judged too; their numbers are called `train/<name>`. Default false. */
  readonly trainScores?: boolean | undefined;
  /** Whether checkpoints of the folds' models stay in their folders: for {@link foldEnsemble}. Default false. */
  readonly checkpoints?: boolean | undefined;
  /** Where folds are run. Default: one after the other in this process. */
  readonly executor?: ComponentInput<'executor'> | undefined;
  /**
   * Whether one of the same definition that was interrupted is gone on with: folds that are finished are not done again. Default: where
   * the project is a config; of functions nobody knows whether they still do the same.
   */
  readonly resume?: boolean | undefined;
  /** Ends it after the running step, with status `'interrupted'`. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a fold took, in seconds. */
export interface FoldSeconds {
  /** Training. */
  readonly fit: number;
  /** Judging. */
  readonly score: number;
}

/** One fold. */
export interface FoldResult {
  /** Its number, from 0. */
  readonly fold: number;
  /** Samples that were learnt from. */
  readonly trainSize: number;
  /** Samples that training was watched by. */
  readonly validationSize: number;
  /** Samples that were judged by. */
  readonly testSize: number;
  /** Loss and metrics on the samples that were left out, by name without stage. */
  readonly values: ReportedValues;
  /** After how many epochs the weights were taken. */
  readonly epochs: number;
  /** How long it took, in seconds. */
  readonly seconds: FoldSeconds;
}

/** The folds and their aggregate. */
export interface CrossValidationResult {
  /** Whether all folds are there, or a signal ended it before. */
  readonly status: 'completed' | 'interrupted';
  /** Fold by fold. */
  readonly folds: readonly FoldResult[];
  /** The mean over folds, by name. */
  readonly mean: ReportedValues;
  /** The standard deviation over folds (of the population, as scikit-learn has it), by name. */
  readonly standardDeviation: ReportedValues;
  /** The predictions of all training samples in their order, each by the model that had not seen it; where they were asked for. */
  readonly predictions: ArrayTree | undefined;
  /** Where it was written, with a folder for each fold. */
  readonly folder: string | undefined;
}

const OPTIONS = [
  ...['splitter', 'params', 'groups', 'validation', 'predict', 'trainScores'],
  ...['checkpoints', 'executor', 'resume', 'signal'],
];

/** Trains a fresh learner on each fold and judges it on the rest. */
export async function crossValidate(
  project: Project,
  given: Partial<CrossValidationOptions> = {},
): Promise<CrossValidationResult> {
  const options = { ...project.options.crossValidation, ...given };
  checkNames('cross-validation', options, OPTIONS);
  const plan = planFrom(options);
  const { folds, count } = await preparedFolds(project, plan);
  if (plan.predict !== undefined) await checkPartition(folds, count);
  const params = options.params ?? project.options.params ?? {};
  checkLearner(project, params);
  const { definition, isPlain } = await definitionOf(project, plan, { params });
  const record = await openRecord({
    ...project.options,
    file: 'cross-validation.json',
    definition,
    resume: options.resume ?? isPlain,
  });
  try {
    const ended = await withInterrupt(options.signal, (signal) =>
      runTasks(project, {
        plan,
        folds,
        tasks: Array.from({ length: count }, (_, fold) => ({ spec: { params, fold }, place: `folds/fold-${fold}` })),
        record,
        executor: executorOf(options.executor),
        signal,
        keepsFolders: true,
        line: (outcome) => foldLine(outcome, count),
      }),
    );
    const outcomes = ended.filter((outcome) => outcome !== undefined);
    const isWhole = outcomes.length === count;
    if (isWhole) await record.complete();
    const results = outcomes.map(resultOf);
    const totals = aggregate(results.map(({ values }) => values));
    if (record.folder !== undefined && outcomes.length > 0) await report(project, record.folder, outcomes, totals);
    return {
      status: isWhole ? 'completed' : 'interrupted',
      folds: results,
      ...totals,
      predictions: isWhole && plan.predict !== undefined ? await predictionsInOrder(outcomes, folds) : undefined,
      folder: record.folder,
    };
  } finally {
    await record.release();
  }
}

/** Writes the page, and says where it is. */
async function report(
  project: Project,
  folder: string,
  outcomes: readonly FoldOutcome[],
  { mean, standardDeviation: deviation }: ReturnType<typeof aggregate>,
): Promise<void> {
  const folds = outcomes.map(({ values, history, seconds }) => ({
    values,
    history,
    seconds: seconds.fit + seconds.score,
  }));
  const { name = 'project' } = project.options;
  const page = crossValidationReportHtml({ name: `${name}: cross-validation`, folds, mean, deviation });
  await platform.files?.write(`${folder}/report.html`, page);
  if (printsOnConsole(project.trainer.options)) platform.print(endLine('report', `${folder}/report.html`));
}

/** The plan of options that were checked. */
export function planFrom(options: Partial<CrossValidationOptions>): FoldPlan {
  const { splitter, groups, validation, predict, trainScores = false, checkpoints = false, signal } = options;
  checkSignal(signal);
  if (![undefined, 'predictions', 'outputs'].includes(predict))
    throw new InvalidArgumentError('predict', "'predictions' or 'outputs'", predict);
  if (typeof validation === 'number' && !(validation > 0 && validation < 1)) {
    const remedy = 'It is a part of the training data of a fold; false is for none.';
    throw new InvalidArgumentError(
      'validation',
      'a fraction between 0 and 1, a splitter, or false',
      validation,
      remedy,
    );
  }
  const own = typeof validation === 'number' || validation === false || validation === undefined;
  return {
    splitter: splitterOf(splitter, 'splitter'),
    groups,
    validation: own ? validation : splitterOf(validation, 'validation'),
    predict,
    trainScores,
    history: true,
    checkpoints,
    followed: undefined,
  };
}

/** The folds of a project's training data, and how many there are. */
export async function preparedFolds(project: Project, plan: FoldPlan): Promise<{ folds: Folds; count: number }> {
  checkFactory(project);
  const folds = await foldsOf(await trainingData(project.data, project.seed), plan);
  return { folds, count: (await folds.sizes()).length };
}

/** Refuses a project whose learner cannot be made anew. */
export function checkFactory({ options: { learner } }: Project): void {
  if (isFactory(learner)) return;
  throw new FactoryRequiredError(
    'Cross-validation trains a fresh learner on each fold, but the project was given a learner that is made already. ' +
      'Give it a function instead: new Project({ learner: ({ data }) => supervised({ data, … }), data, … }), or a config.',
  );
}

/** An executor of an option. */
export function executorOf(executor: CrossValidationOptions['executor']): Executor | undefined {
  return executor === undefined ? undefined : made('executor', executor, 'executor');
}

function splitterOf(splitter: unknown, name: string): Splitter {
  const remedy = isComponent(splitter)
    ? 'A component must be called: kFold().'
    : 'As kFold({ nSplits: 5 }); in a project file under crossValidation: splitter: { name: k-fold, nSplits: 5 }.';
  const isOne = splitter !== undefined && !isComponent(splitter) && ['object', 'string'].includes(typeof splitter);
  if (!isOne) throw new InvalidArgumentError(name, 'a splitter', splitter, remedy);
  return made('splitter', splitter, name);
}

function made<K extends 'splitter' | 'executor'>(kind: K, value: unknown, name: string): KindInstances[K] {
  return validateOptions(componentOption(kind) as unknown as ComponentSchema<unknown, KindInstances[K]>, value, name);
}

function resultOf({
  state: _,
  curve: __,
  predictions: ___,
  error: ____,
  history: _____,
  ...result
}: FoldOutcome): FoldResult {
  return result;
}

/** Mean and deviation of numbers by name. */
export function aggregate(all: readonly ReportedValues[]): { mean: ReportedValues; standardDeviation: ReportedValues } {
  const mean: Record<string, number> = {};
  const standardDeviation: Record<string, number> = {};
  for (const name of Object.keys(all[0] ?? {})) {
    const list = all.map((values) => values[name]!);
    const average = list.reduce((sum, value) => sum + value, 0) / list.length;
    mean[name] = average;
    standardDeviation[name] = Math.sqrt(list.reduce((sum, value) => sum + (value - average) ** 2, 0) / list.length);
  }
  return { mean, standardDeviation };
}

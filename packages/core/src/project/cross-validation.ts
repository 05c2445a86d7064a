import { isDataset } from '../data/dataset.js';
import { splitsOf } from '../data/split-targets.js';
import { FactoryRequiredError } from '../errors/factory-required-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkNames } from '../registry/check-names.js';
import { isComponent } from '../registry/component.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import type { Splitter } from '../data/splitter.js';
import type { Learner } from '../learning/learner.js';
import { Trainer } from '../training/trainer.js';
import type { ReportedValues } from '../training/training-events.js';
import { fitPredictor } from './fit-predictor.js';
import { isFactory, learnerMaker } from './make-learner.js';
import type { Project } from './project.js';

/** Options of {@link Project.crossValidate}. */
export interface CrossValidationOptions {
  /** How the training data are divided. */
  readonly splitter: Splitter;
  /** What the factory gets as `params`, or what changes the config by path. Default: the project's. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /** The groups of the training samples, for splitters that need them. */
  readonly groups?: ArrayLike<number | string> | undefined;
}

/** One fold. */
export interface FoldResult {
  /** Its number, from 0. */
  readonly fold: number;
  /** Samples that were learnt from. */
  readonly trainSize: number;
  /** Samples that were judged by. */
  readonly testSize: number;
  /** Loss and metrics on the samples that were left out, by name without stage. */
  readonly values: ReportedValues;
}

/** The folds and their aggregate. */
export interface CrossValidationResult {
  /** Fold by fold. */
  readonly folds: readonly FoldResult[];
  /** The mean over folds, by name. */
  readonly mean: ReportedValues;
  /** The standard deviation over folds (of the population, as scikit-learn has it), by name. */
  readonly standardDeviation: ReportedValues;
}

const OPTIONS = ['splitter', 'params', 'groups'];

/** Trains a fresh learner on each fold and judges it on the rest. */
export async function crossValidate(project: Project, options: CrossValidationOptions): Promise<CrossValidationResult> {
  checkNames('cross-validation', options, OPTIONS);
  checkSplitter(options.splitter);
  const { learner: source, params: own = {} } = project.options;
  if (!isFactory(source)) {
    throw new FactoryRequiredError(
      'Cross-validation trains a fresh learner on each fold, but the project was given a learner that is made already. ' +
        'Give it a function instead: new Project({ learner: ({ data }) => supervised({ data, … }), data, … }), or a config.',
    );
  }
  const { data, seed } = project;
  await data.setup({ seed, stages: ['train'] });
  const training = data.datasets.train;
  if (training === undefined || !isDataset(training)) {
    throw new IncompleteLearnerError('Cross-validation needs training data that can be reached by index.');
  }
  const make = learnerMaker(source);
  const trainer = foldTrainer(project.trainer);
  const folds: FoldResult[] = [];
  for (const indices of await splitsOf(options.splitter, training, options.groups)) {
    const foldData = data.fold(indices);
    const learner = make(foldData, options.params ?? own);
    try {
      const action = { data: foldData, seed, fold: folds.length };
      checkFitOnFold(learner);
      await trainer.fit(learner, action);
      if (learner.predictor?.fit !== undefined) await fitPredictor(trainer, { learner, data: foldData, seed });
      const values = await trainer.validate(learner, action);
      folds.push({
        fold: folds.length,
        trainSize: indices.train.length,
        testSize: indices.test.length,
        values: withoutStage(values),
      });
    } finally {
      learner.model.dispose();
    }
  }
  if (folds.length === 0) throw new IncompleteLearnerError('The splitter gave no fold.');
  return { folds, ...aggregate(folds) };
}

/** Refuses a predictor that a fold cannot fit, before the fold is trained. */
function checkFitOnFold({ predictor }: Learner): void {
  if (predictor?.fit === undefined || predictor.fitOn !== 'validation') return;
  const remedy = 'Cross-validate without it, and fit it when the best candidate is trained.';
  const expected = 'one that learns from training data: the validation data of a fold are those that it is judged by';
  throw new InvalidArgumentError(
    `the predictor '${predictor.name}' in cross-validation`,
    expected,
    predictor.fitOn,
    remedy,
  );
}

function checkSplitter(splitter: unknown): void {
  if (typeof splitter === 'object' && splitter !== null && 'split' in splitter) return;
  const remedy = isComponent(splitter) ? 'A component must be called: kFold().' : undefined;
  throw new InvalidArgumentError('splitter', 'a splitter', splitter, remedy);
}

/** The project's trainer without what belongs to a run of its own: checkpoints, and loggers that nobody gave. */
function foldTrainer({ options }: Trainer): Trainer {
  return new Trainer({ ...options, loggers: options.loggers ?? [], checkpoint: false });
}

function withoutStage(values: ReportedValues): ReportedValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace(/^validation\//, ''), value]));
}

function aggregate(folds: readonly FoldResult[]): { mean: ReportedValues; standardDeviation: ReportedValues } {
  const names = Object.keys(folds[0]!.values);
  const mean: Record<string, number> = {};
  const standardDeviation: Record<string, number> = {};
  for (const name of names) {
    const list = folds.map(({ values }) => values[name]!);
    const average = list.reduce((sum, value) => sum + value, 0) / list.length;
    mean[name] = average;
    standardDeviation[name] = Math.sqrt(list.reduce((sum, value) => sum + (value - average) ** 2, 0) / list.length);
  }
  return { mean, standardDeviation };
}

import { platform } from '#platform';

import type { EngineArray } from '../data/computed-array.js';
import type { Predicted } from '../learning/predictor.js';
import type { DataIdentity } from '../data/data-identity.js';
import type { DataModule } from '../data/data-module.js';
import { isDataset, type Dataset, type IterableDataset } from '../data/dataset.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { LmlError } from '../errors/lml-error.js';
import type { Learner } from '../learning/learner.js';
import { FOLDER_NAME, FOLDER_NAME_RULE } from '../node/folder-name.js';
import type { ComponentConfig } from '../registry/kinds.js';
import { writePredictor } from '../training/checkpoints/predictor-folder.js';
import { runOfCheckpoint } from '../training/checkpoints/checkpoint-path.js';
import type { Clock } from '../learning/clock.js';
import { usedCheckpoint } from '../training/checkpoints/newest-checkpoint.js';
import { withDetails, type ReportedDetails } from '../training/details.js';
import type { FitResult } from '../training/fit-result.js';
import type { LoggerEnd } from '../training/logger.js';
import { endLine } from '../training/loggers/describe-end.js';
import { addTestToReport, writeReport } from './report/write-report.js';
import { printsOnConsole } from '../training/run-context.js';
import { requireData } from '../training/session.js';
import { warn } from '../node/warnings.js';
import type { ProjectDescription } from '../training/project-description.js';
import { Trainer } from '../training/trainer.js';
import type { FitOptions, PredictOptions, RequiredLimit, TrainerOptions } from '../training/trainer-options.js';
import type { ReportedValues } from '../training/training-events.js';
import {
  crossValidate,
  type CrossValidationOptions,
  type CrossValidationResult,
} from './selection/cross-validation.js';
import { learnerMaker, type LearnerFactory } from './make-learner.js';
import { checkNames } from '../registry/check-names.js';
import { ProjectBusyError } from '../errors/project-busy-error.js';
import { configText, describeProject } from './describe-project.js';
import { fileDataset } from './file-dataset.js';
import { checkFitData, fitPredictor } from './fit-predictor.js';
import { claimRunFolder, CONFIG_FILE, removeUnusedRun } from './run-folder.js';
import { takeWeights } from './take-weights.js';
import { search, type SearchResult } from './selection/search.js';
import type { SearchOptions } from './selection/search-options.js';

const OPTIONS = [
  'learner',
  'data',
  'trainer',
  'seed',
  'name',
  'folder',
  'plugins',
  'params',
  'module',
  'crossValidation',
  'search',
];

/** What a project without a trainer has: it judges and predicts, and `train` says which limit is missing. */
const JUDGES = {} as RequiredLimit;

/** Options of {@link Project}. */
export interface ProjectOptions {
  /** The learning problem: an instance, a config, or a function that makes one. Cross-validation needs one of the latter. */
  readonly learner: Learner | ComponentConfig | LearnerFactory;
  /** The data, where the learner has none of its own. */
  readonly data?: DataModule | undefined;
  /** How it is trained: a trainer, or its settings. */
  readonly trainer?: Trainer | (TrainerOptions & RequiredLimit) | undefined;
  /** The seed of weights, splits, order and random streams. Default 0. */
  readonly seed?: number | undefined;
  /** The name of its runs. Default `'project'`. */
  readonly name?: string | undefined;
  /** Where runs are written, as `<folder>/<name>/<n>`; `false` writes nothing. Default `'runs'`. */
  readonly folder?: string | false | undefined;
  /** Packages whose components its config names; kept in what is written. */
  readonly plugins?: readonly string[] | undefined;
  /** What a factory gets as `params` outside a search. Default `{}`. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /**
   * The module that exports this project as `project`, or a function that makes it: `import.meta.url`. Where a project is made by
   * functions, folds can then run in other processes, which import it. Default: none.
   */
  readonly module?: string | URL | undefined;
  /** What {@link Project.crossValidate} is given where it is not told otherwise. */
  readonly crossValidation?: Partial<CrossValidationOptions> | undefined;
  /** What {@link Project.search} is given where it is not told otherwise. */
  readonly search?: Partial<SearchOptions> | undefined;
}

/**
 * Ties a learner, a trainer and a seed together: train, validate, test, predict, cross-validate, search.
 *
 * A training run writes to `runs/<name>/<n>`: `checkpoints/`, `metrics.jsonl`, `config.yaml`, `report.html`, `figures/`. Nothing is
 * overwritten.
 *
 * @throws `LML_FACTORY_REQUIRED` from `crossValidate` and `search` if `learner` is an instance; `LML_INCOMPLETE_LEARNER`
 * where a part is missing that an action needs.
 *
 * @example
 * ```ts
 * import { DataModule, Project } from '@lml/core';
 * import { iris } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { crossEntropy } from '@lml/losses';
 * import { accuracy } from '@lml/metrics';
 * import { mlp } from '@lml/models';
 * import { adam } from '@lml/optimizers';
 *
 * const learner = supervised({
 *   data: new DataModule({ dataset: iris(), batchSize: 16, split: { test: 0.2 } }),
 *   model: mlp({ inputSize: 4, hiddenSizes: [16], outputSize: 3 }),
 *   loss: crossEntropy(),
 *   optimizer: adam({ lr: 0.02 }),
 *   metrics: [accuracy()],
 * });
 * const project = new Project({ learner, trainer: { maxEpochs: 40, loggers: [] }, seed: 1, folder: false });
 * await project.train();
 * (await project.test())['test/accuracy']! > 0.9; // => true
 * ```
 */
export class Project {
  /** The options. */
  readonly options: ProjectOptions;
  /** The trainer. */
  readonly trainer: Trainer;
  /** The seed. */
  readonly seed: number;
  /** The learner. A config or a function makes it when the project is made. */
  readonly learner: Learner;
  /** The folder of the latest training run, if it has one. */
  folder: string | undefined;
  /** How the latest training run went. */
  result: FitResult | undefined;
  /** The checkpoint whose weights the model has: after `train` the best of the run, after `load` that one. */
  checkpoint: string | undefined;
  /** The latest arrays and figures of metrics, of training, validation and test, by full name. */
  details: ReportedDetails = {};
  /** Where the run was whose weights the model has. */
  clock: Clock | undefined;

  /** Checks the options and makes the learner; no data are read yet. */
  constructor(options: ProjectOptions) {
    checkNames('the Project', options, OPTIONS);
    const { trainer, seed = 0, name = 'project', folder, params = {} } = options;
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new InvalidArgumentError('seed', 'an integer of at least 0', seed);
    if (typeof name !== 'string' || !FOLDER_NAME.test(name))
      throw new InvalidArgumentError('name', FOLDER_NAME_RULE, name);
    if (folder !== undefined && folder !== false && (typeof folder !== 'string' || folder === '')) {
      const remedy = "Write '.' for the working directory, or false to write nothing.";
      throw new InvalidArgumentError('folder', 'the path of a folder, or false', folder, remedy);
    }
    this.options = options;
    this.trainer = trainer !== undefined && 'fit' in trainer ? trainer : new Trainer(trainer ?? JUDGES);
    this.seed = seed;
    this.learner = learnerMaker(options.learner)(options.data, params);
  }

  /** The data. */
  get data(): DataModule {
    return requireData(this.learner, this.options.data);
  }

  /**
   * Trains, as a new run with a folder of its own: {@link Trainer.fit} with the learner, the data and the seed of this project. The model then has the weights of the best checkpoint, or where there is none
   * those of the last step; `lml test` takes the same. One that fails before its first step leaves no folder.
   */
  train(action: Pick<FitOptions, 'resumeFrom' | 'resumeCommand' | 'signal'> = {}): Promise<FitResult> {
    return alone(this, 'train', async () => {
      checkNames('train', action, ['resumeFrom', 'resumeCommand', 'signal']);
      const { learner, data, seed } = this;
      checkFitData(learner, data);
      const { name = 'project', folder = 'runs' } = this.options;
      this.checkpoint = this.clock = undefined;
      trainedOn.delete(this);
      this.folder = folder === false ? undefined : await claimRunFolder(folder, name);
      let hasTrained = false;
      let description: ProjectDescription | undefined;
      const ended = ({ clock }: LoggerEnd): void => void (hasTrained = clock !== undefined);
      try {
        const config = await describeProject(this);
        description = config;
        if (this.folder !== undefined) await platform.files?.write(`${this.folder}/${CONFIG_FILE}`, configText(config));
        const options = { ...action, data, seed, folder: this.folder, config, ended };
        this.result = await this.trainer.fit(learner, options);
      } catch (error) {
        if (!hasTrained && this.folder !== undefined && (await removeUnusedRun(this.folder))) this.folder = undefined;
        throw error;
      }
      this.clock = this.result.clock;
      this.details = this.result.details;
      await takeBest(this, this.result);
      if (learner.predictor?.fit !== undefined && this.result.status !== 'interrupted') await fitAtEnd(this);
      const report = await writeReport(this.folder, {
        project: this,
        result: this.result,
        config: configText(description),
      });
      // The console logger has said the rest.
      if (report !== undefined && printsOnConsole(this.trainer.options)) platform.print(endLine('report', report));
      return this.result;
    });
  }

  /** Loss and metrics on the validation data, by full name. */
  validate(): Promise<ReportedValues> {
    const { data, seed, folder, checkpoint, clock } = this;
    return alone(this, 'validate', () =>
      this.trainer.validate(this.learner, {
        ...{ data, seed, folder, checkpoint, clock, trainedOn: trainedOn.get(this) },
        details: (details) => (this.details = withDetails(this.details, 'validation', details)),
      }),
    );
  }

  /**
   * Loss and metrics on the test data, by full name; they are added to the report of the run whose weights are tested, except with
   * `folder: false`.
   */
  test(): Promise<ReportedValues> {
    return alone(this, 'test', async () => {
      const { learner, data, seed, folder, checkpoint, clock, options } = this;
      const action = { data, seed, folder, checkpoint, clock, trainedOn: trainedOn.get(this) };
      let tested: ReportedDetails = {};
      const values = await this.trainer.test(learner, { ...action, details: (details) => (tested = details) });
      this.details = withDetails(this.details, 'test', tested);
      const run = checkpoint === undefined ? folder : runOfCheckpoint(checkpoint);
      if (options.folder !== false)
        await addTestToReport(run, { values, checkpoint, details: tested, classNames: data.classNames });
      return values;
    });
  }

  /**
   * The predictor's predictions, or without one the model's outputs: for the predict data, or else the test data, or a dataset, or a
   * file, which is read as the training data were. As arrays of all samples, with `as: 'rows'` as plain numbers for each, or with
   * `'records'` as the predictor's `decode` gives them.
   */
  predict(action: ProjectPredictOptions & { readonly as: 'rows' | 'records' }): Promise<readonly unknown[]>;
  predict<Prediction extends Predicted = EngineArray>(action?: ProjectPredictOptions): Promise<NoInfer<Prediction>>;
  predict(action: ProjectPredictOptions = {}): Promise<Predicted | readonly unknown[]> {
    return alone(this, 'predict', () => {
      if (isDataset(action) || Array.isArray(action)) {
        const remedy = 'Samples are a dataset: predict({ dataset: unlabelled({ inputs: [[1, 2], [3, 4]] }) }).';
        throw new InvalidArgumentError('what predict is given', '{ dataset: … }', action, remedy);
      }
      checkNames('predict', action, ['dataset', 'file', 'raw', 'as']);
      if (!['arrays', 'rows', 'records', undefined].includes(action.as))
        throw new InvalidArgumentError('as', "'arrays', 'rows' or 'records'", action.as);
      const { file, ...rest } = action;
      const dataset = file === undefined ? action.dataset : datasetOfFile(this, action, file);
      return this.trainer.predict(this.learner, { ...rest, dataset, data: this.data, seed: this.seed });
    });
  }

  /**
   * Fits a predictor that learns (nearest neighbours, a temperature) on the model's outputs for `dataset` and its targets. Default: the
   * data that the predictor names by `fitOn`, or else the training data. `train` does so at its end.
   *
   * What it learnt is kept beside the checkpoint whose weights the model has, where there is one, except with `folder: false`.
   *
   * @throws `LML_INCOMPLETE_LEARNER` if there is no predictor, it does not learn, or the data have no targets; `LML_CHECKPOINT` if
   * what it learnt cannot be written.
   */
  fitPredictor(dataset?: Dataset): Promise<void> {
    return alone(this, 'fitPredictor', () => fitAndKeep(this, dataset));
  }

  /**
   * Takes over the weights, and what the predictor has learnt, of a checkpoint, or of a run's folder of its best. To go on training,
   * use `train({ resumeFrom })`.
   *
   * Of a checkpoint of a model group a learner of one member takes that member's weights: of the only one that fits, or of that
   * named by `member`. Frozen weights that a checkpoint leaves out must be in the model already.
   *
   * @throws `LML_PROJECT_BUSY` while the project does something else, `LML_INVALID_ARGUMENT` while another run uses its learner,
   * `LML_CHECKPOINT` for a checkpoint that is damaged, of another model, of several members that fit, or of another base.
   */
  load(checkpoint: string, options: { readonly member?: string | undefined } = {}): Promise<void> {
    return alone(this, 'load', async () => {
      checkNames('load', options, ['member']);
      await takeOver(this, await usedCheckpoint(checkpoint), options.member);
    });
  }

  /** Trains a fresh learner on each fold of the training data and judges it on the rest. For choosing, not for shipping. */
  crossValidate(options: Partial<CrossValidationOptions> = {}): Promise<CrossValidationResult> {
    return crossValidate(this, options);
  }

  /** Cross-validates candidates, trains the best on all training data, and judges it once on the test data. */
  search(options: Partial<SearchOptions> = {}): Promise<SearchResult> {
    return search(this, options, (best) => new Project(best));
  }
}

/** What is to be predicted and how. */
export interface ProjectPredictOptions extends Pick<PredictOptions, 'dataset' | 'raw' | 'as'> {
  /** A file to predict, in place of a dataset: it is read as the training data were, but without targets. See {@link fileDataset}. */
  readonly file?: string | undefined;
}

/** A file that is to be predicted, read as the training data were. */
function datasetOfFile({ data }: Project, { dataset }: ProjectPredictOptions, file: string): Dataset | IterableDataset {
  if (dataset !== undefined)
    throw new InvalidArgumentError('file', 'left out where a dataset is given', file, 'Give one of both.');
  return fileDataset(file, {
    like: data?.trainingDataset,
    inputNames: data?.inputNames,
    inputTypes: data?.inputTypes,
  });
}

/** Gives the model the weights of a checkpoint, and the predictor what it has learnt. */
async function takeOver(project: Project, checkpoint: string, member?: string): Promise<void> {
  const { learner, seed, options } = project;
  const { clock, identity } = await takeWeights(
    { learner, seed, data: options.data ?? learner.data },
    checkpoint,
    member,
  );
  project.checkpoint = checkpoint;
  project.clock = clock;
  if (identity === undefined) trainedOn.delete(project);
  else trainedOn.set(project, identity);
}

/** Fits the predictor, and keeps what it learnt beside the checkpoint whose weights the model has. */
async function fitAndKeep(project: Project, dataset?: Dataset): Promise<void> {
  const { learner, data, seed, clock, checkpoint, options } = project;
  await fitPredictor(project.trainer, { learner, data, seed, clock, dataset });
  const entries = learner.predictor?.state?.();
  if (entries === undefined || checkpoint === undefined || options.folder === false) return;
  const state = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
  await writePredictor(checkpoint, { name: learner.predictor!.name, state });
}

/** Fits the predictor of a model that was trained. Where that is impossible, the run is not lost: a warning says why. */
async function fitAtEnd(project: Project): Promise<void> {
  try {
    await fitAndKeep(project);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const { name } = project.learner.predictor!;
    const said = LmlError.isInstance(error) ? reason : `'${name}' failed with: ${reason}`;
    warn('LML_PREDICTOR_NOT_FITTED', `The model is trained, but its predictor is not fitted: ${said}`);
  }
}

/** Gives the model the best weights of a run. Where they cannot be read, those of the last step stay, and a warning says why. */
async function takeBest(project: Project, { bestCheckpoint, lastCheckpoint, status }: FitResult): Promise<void> {
  if (bestCheckpoint === undefined) {
    // Where none is called the best, the model has the weights of the latest.
    if (status !== 'interrupted') project.checkpoint = lastCheckpoint;
    return;
  }
  try {
    await takeOver(project, bestCheckpoint);
  } catch (error) {
    if (!LmlError.isInstance(error)) throw error;
    warn(
      'LML_BEST_NOT_LOADED',
      `The model has the weights of the last step, since the best were not read: ${error.message}`,
    );
  }
}

/** What the data were known by whose weights a project's model has. */
const trainedOn = new WeakMap<Project, DataIdentity>();

const running = new WeakMap<Project, string>();

/** Runs one action of a project at a time: a second one would see weights that are on the way. */
async function alone<Value>(project: Project, action: string, run: () => Promise<Value>): Promise<Value> {
  const other = running.get(project);
  if (other !== undefined) throw new ProjectBusyError(other);
  running.set(project, action);
  try {
    return await run();
  } finally {
    running.delete(project);
  }
}

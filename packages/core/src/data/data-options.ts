import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { checkNames } from '../registry/check-names.js';
import { checkStageTransforms } from './check-transform.js';
import type { Collate } from './collate.js';
import { datasetAdvice } from './dataset-advice.js';
import { isDataset, isIterableDataset, type Dataset, type IterableDataset } from './dataset.js';
import type { StageTransforms } from './fitted-transforms.js';
import { isRecord } from './given-record.js';
import type { JoinMode } from './joined-loader.js';
import type { Sampler } from './sampler.js';
import type { DataSplit } from './split-dataset.js';
import { STAGES } from './stage.js';
import type { DataWorkers } from './workers/worker-options.js';

/** Several datasets of one stage, by name: `{ labelled, unlabelled }`, `{ clean, noisy }`. */
export interface DataSets {
  /** A set. */
  readonly [name: string]: Dataset | IterableDataset;
}

const OPTIONS = [
  'dataset',
  'split',
  ...STAGES,
  'trainMode',
  'batchSize',
  'evaluationBatchSize',
  'shuffle',
  'shuffleBuffer',
  'sampler',
  'dropLast',
  'prefetch',
  'collate',
  'transforms',
  'seed',
  'workers',
];

/** Options of {@link DataModule}. */
export interface DataModuleOptions {
  /** One dataset, from which `split` takes validation and test data. */
  readonly dataset?: Dataset | undefined;
  /** What to take from `dataset`: test data first, then validation data from the rest. */
  readonly split?: DataSplit | undefined;
  /** Training data of their own; or several sets, of which each batch has a part by its name: `{ labelled: …, unlabelled: … }`. */
  readonly train?: Dataset | IterableDataset | DataSets | undefined;
  /** When an epoch of several training sets is over: see {@link JoinMode}. Default `'cycle'`. */
  readonly trainMode?: JoinMode | undefined;
  /** Validation data of their own; or several sets, which are judged one after the other: `validation/<set>/loss`. */
  readonly validation?: Dataset | IterableDataset | DataSets | undefined;
  /** Test data of their own; or several sets, as for validation. */
  readonly test?: Dataset | IterableDataset | DataSets | undefined;
  /** Data to predict on. */
  readonly predict?: Dataset | IterableDataset | undefined;
  /** Samples in a batch; of several training sets one number for all, or one for each by name. Default 32. */
  readonly batchSize?: number | { readonly [set: string]: number } | undefined;
  /** Samples in a batch where nothing is learnt. Default `batchSize`, where that is one number, else 32. */
  readonly evaluationBatchSize?: number | undefined;
  /** Whether training samples come in a new order each epoch. Default true, for an indexed dataset without a sampler. */
  readonly shuffle?: boolean | undefined;
  /** Samples in the buffer from which a training stream is shuffled, where `shuffle` is true. Default 1000. */
  readonly shuffleBuffer?: number | undefined;
  /** The order of training samples; of several sets that of each. */
  readonly sampler?: Sampler | undefined;
  /** Whether a last training batch that is not full is left out. Default false. */
  readonly dropLast?: boolean | undefined;
  /** Batches that are read ahead where reading is asynchronous. Default 2. */
  readonly prefetch?: number | undefined;
  /** Stacks samples into a batch. Default {@link stack}. */
  readonly collate?: Collate | undefined;
  /**
   * Changes samples and batches: `all` in every stage, and after them those of a stage. What learns is fitted to the training data,
   * as its own chain gives them.
   */
  readonly transforms?: StageTransforms | undefined;
  /** The seed of splits, order and transforms. Default: the project's. */
  readonly seed?: number | undefined;
  /** Worker threads that make batches, those of all stages: see {@link DataLoaderOptions.workers}. Default 0: in this thread. */
  readonly workers?: number | DataWorkers | undefined;
}

/** Whether the data of a stage are several sets. */
export function areSets(data: Dataset | IterableDataset | DataSets): data is DataSets {
  return !isDataset(data) && !isIterableDataset(data);
}

/**
 * Checks the options of a data module.
 *
 * @throws `LML_INVALID_ARGUMENT`, `LML_INVALID_OPTIONS`
 */
export function checkDataOptions(options: DataModuleOptions): void {
  checkNames('the DataModule', options, OPTIONS);
  if (options.split !== undefined) checkNames('split', options.split, ['validation', 'test']);
  if (options.transforms !== undefined) {
    checkNames('transforms', options.transforms, ['all', ...STAGES]);
    const judged = (['validation', 'test'] as const).filter((stage) => options[stage] ?? options.split?.[stage]);
    checkStageTransforms(options.transforms, judged);
  }
  const { dataset, train, validation, test, predict, split } = options;
  if (dataset !== undefined && (train ?? validation ?? test) !== undefined)
    throw new InvalidArgumentError('dataset', 'left out where train, validation or test data are given', dataset);
  if (dataset === undefined && split !== undefined)
    throw new InvalidArgumentError('split', 'left out where there is no dataset to split', split);
  if (dataset !== undefined && !isDataset(dataset))
    throw new InvalidArgumentError('dataset', 'a dataset with get and length', dataset, datasetAdvice(dataset));
  for (const [stage, part] of Object.entries({ train, validation, test, predict }))
    if (part !== undefined) checkPart(stage, part);
  checkJoining(options);
  checkSplitParts(split);
}

function checkPart(stage: string, part: unknown): void {
  if (isDataset(part) || isIterableDataset(part)) return;
  const sets = isRecord(part) ? Object.entries(part) : [];
  if (stage !== 'predict' && sets.length > 0) {
    for (const [name, set] of sets) {
      if (name === '' || name.includes('/') || name.includes('.'))
        throw new InvalidArgumentError(`The name of a set of ${stage}`, 'a name without / and .', name);
      checkSet(`${stage}.${name}`, set);
    }
  } else checkSet(stage, part);
}

function checkSet(name: string, set: unknown): void {
  if (isDataset(set) || isIterableDataset(set)) return;
  throw new InvalidArgumentError(name, 'a dataset: an object with open, and get or iterate', set, datasetAdvice(set));
}

function checkJoining({ train, trainMode, batchSize }: DataModuleOptions): void {
  const names = train !== undefined && areSets(train) ? Object.keys(train) : undefined;
  if (trainMode !== undefined && !['min', 'max', 'cycle'].includes(trainMode))
    throw new InvalidArgumentError('trainMode', "'min', 'max' or 'cycle'", trainMode);
  if (trainMode !== undefined && names === undefined)
    throw new InvalidArgumentError('trainMode', 'left out where there are not several training sets', trainMode);
  if (typeof batchSize !== 'object') return;
  if (names === undefined)
    throw new InvalidArgumentError('batchSize', 'a number where there are not several training sets', batchSize);
  checkNames('batchSize', batchSize, names);
  const missing = names.find((name) => !(name in batchSize));
  if (missing !== undefined)
    throw new InvalidArgumentError('batchSize', `a number for each training set, also for '${missing}'`, batchSize);
}

function checkSplitParts(split: DataSplit | undefined): void {
  for (const stage of ['validation', 'test'] as const) {
    const part: unknown = split?.[stage];
    const fits = typeof part === 'number' ? part > 0 && part < 1 : isSplitter(part);
    if (part !== undefined && !fits)
      throw new InvalidArgumentError(`split.${stage}`, 'a fraction between 0 and 1, or a splitter', part);
  }
  const { validation, test } = split ?? {};
  if (typeof validation === 'number' && typeof test === 'number' && validation + test >= 1) {
    const expected = 'less than 1 together, so that something is left to train on';
    throw new InvalidArgumentError('split.validation and split.test', expected, [validation, test]);
  }
}

function isSplitter(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'split' in value && typeof value.split === 'function';
}

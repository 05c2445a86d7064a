import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { EmptyDatasetError } from '../errors/empty-dataset-error.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { RandomState } from '../random/random-state.js';
import { checkNames } from '../registry/check-names.js';
import type { FoldIndices, Splitter } from './splitter.js';
import type { Collate } from './collate.js';
import { DataLoader } from './data-loader.js';
import { datasetAdvice } from './dataset-advice.js';
import { isDataset, isIterableDataset, lengthOf, type Dataset, type IterableDataset } from './dataset.js';
import type { Sampler } from './sampler.js';
import { STAGES, type Stage } from './stage.js';
import { splitsOf } from './split-targets.js';
import { subset } from './subset.js';
import type { Transform } from './transform.js';

/** A part of a dataset: a fraction between 0 and 1 of all samples, drawn at random, or a splitter, whose first split is taken. */
export type SplitPart = number | Splitter;

/** What is taken from one dataset. */
export interface DataSplit {
  /** For validation; taken from what test data leave. */
  readonly validation?: SplitPart | undefined;
  /** For testing. */
  readonly test?: SplitPart | undefined;
}

const OPTIONS = [
  'dataset',
  'split',
  ...STAGES,
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
];

/** Options of {@link DataModule}. */
export interface DataModuleOptions {
  /** One dataset, from which `split` takes validation and test data. */
  readonly dataset?: Dataset | undefined;
  /** What to take from `dataset`: test data first, then validation data from the rest. */
  readonly split?: DataSplit | undefined;
  /** Training data of its own. */
  readonly train?: Dataset | IterableDataset | undefined;
  /** Validation data of its own. */
  readonly validation?: Dataset | IterableDataset | undefined;
  /** Test data of its own. */
  readonly test?: Dataset | IterableDataset | undefined;
  /** Data to predict on. */
  readonly predict?: Dataset | IterableDataset | undefined;
  /** Samples in a batch. Default 32. */
  readonly batchSize?: number | undefined;
  /** Samples in a batch where nothing is learnt. Default `batchSize`. */
  readonly evaluationBatchSize?: number | undefined;
  /** Whether training samples come in a new order each epoch. Default true, for an indexed dataset without a sampler. */
  readonly shuffle?: boolean | undefined;
  /** Samples in the buffer from which a training stream is shuffled, where `shuffle` is true. Default 1000. */
  readonly shuffleBuffer?: number | undefined;
  /** The order of training samples. */
  readonly sampler?: Sampler | undefined;
  /** Whether a last training batch that is not full is left out. Default false. */
  readonly dropLast?: boolean | undefined;
  /** Batches that are read ahead where reading is asynchronous. Default 2. */
  readonly prefetch?: number | undefined;
  /** Stacks samples into a batch. Default {@link stack}. */
  readonly collate?: Collate | undefined;
  /** Changes samples, stage by stage. */
  readonly transforms?: { readonly [S in Stage]?: readonly Transform[] | undefined } | undefined;
  /** The seed of splits, order and transforms. Default: the project's. */
  readonly seed?: number | undefined;
}

/**
 * Train, validation, test and predict data: from one dataset and a split, or given one by one. Giving both is an error.
 *
 * @throws `LML_INVALID_ARGUMENT` for options that exclude each other; `LML_EMPTY_DATASET` if a part is left without samples.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray(new Float32Array(20)) }));
 * const data = new DataModule({ dataset, batchSize: 4, split: { validation: 0.2, test: 0.1 } });
 * await data.setup({ seed: 7 });
 * [data.loader('train')?.samples, data.loader('validation')?.samples, data.loader('test')?.samples]; // => [14, 4, 2]
 * ```
 */
export class DataModule {
  /** The options as given. */
  readonly options: DataModuleOptions;
  /** The datasets by stage, once set up. */
  readonly datasets: { [S in Stage]?: Dataset | IterableDataset } = {};
  /** The dataset indices by stage where they were taken from one dataset, once set up. */
  readonly indices: { [S in Stage]?: readonly number[] } = {};
  /** The seed in force, once set up. */
  seed: number | undefined;

  /** Checks the options; reads nothing yet. */
  constructor(options: DataModuleOptions) {
    checkNames('the DataModule', options, OPTIONS);
    if (options.split !== undefined) checkNames('split', options.split, ['validation', 'test']);
    if (options.transforms !== undefined) checkNames('transforms', options.transforms, STAGES);
    const { dataset, train, validation, test, predict, split } = options;
    if (dataset !== undefined && (train ?? validation ?? test) !== undefined) {
      throw new InvalidArgumentError('dataset', 'left out where train, validation or test data are given', dataset);
    }
    if (dataset === undefined && split !== undefined) {
      throw new InvalidArgumentError('split', 'left out where there is no dataset to split', split);
    }
    if (dataset !== undefined && !isDataset(dataset)) {
      throw new InvalidArgumentError('dataset', 'a dataset with get and length', dataset, datasetAdvice(dataset));
    }
    for (const [stage, part] of Object.entries(withoutUndefined({ train, validation, test, predict }))) {
      if (!isDataset(part) && !isIterableDataset(part)) {
        const expected = 'a dataset: an object with open, and get or iterate';
        throw new InvalidArgumentError(stage, expected, part, datasetAdvice(part));
      }
    }
    for (const stage of ['validation', 'test'] as const) {
      const part: unknown = split?.[stage];
      const fits = typeof part === 'number' ? part > 0 && part < 1 : isSplitter(part);
      if (part !== undefined && !fits) {
        throw new InvalidArgumentError(`split.${stage}`, 'a fraction between 0 and 1, or a splitter', part);
      }
    }
    const { validation: forValidation, test: forTest } = split ?? {};
    if (typeof forValidation === 'number' && typeof forTest === 'number' && forValidation + forTest >= 1) {
      const expected = 'less than 1 together, so that something is left to train on';
      throw new InvalidArgumentError('split.validation and split.test', expected, [forValidation, forTest]);
    }
    this.options = options;
  }

  /** Opens the datasets and splits. The first call decides; later ones only wait for it. */
  setup({ seed = 0 }: { seed?: number } = {}): Promise<void> {
    let running = setups.get(this);
    if (running === undefined) {
      setups.set(this, (running = setUp(this, this.options.seed ?? seed)));
      // What failed may be tried again.
      running.catch(() => setups.delete(this));
    }
    return running;
  }

  /** The batches of a stage, if there are data for it. */
  loader(stage: Stage): DataLoader | undefined {
    const dataset = this.datasets[stage];
    return dataset === undefined ? undefined : this.loaderOf(dataset, stage);
  }

  /** Batches of any dataset with this module's settings for a stage. */
  loaderOf(dataset: Dataset | IterableDataset, stage: Stage): DataLoader {
    const {
      batchSize = 32,
      evaluationBatchSize = batchSize,
      sampler,
      prefetch,
      collate,
      transforms,
      dropLast,
      shuffle,
      shuffleBuffer,
    } = this.options;
    const shared = { dataset, prefetch, collate, transforms: transforms?.[stage], seed: this.seed ?? 0, place: stage };
    if (stage !== 'train') return new DataLoader({ ...shared, batchSize: evaluationBatchSize });
    const shuffled = shuffle ?? (isDataset(dataset) && sampler === undefined);
    return new DataLoader({ ...shared, batchSize, sampler, dropLast, shuffle: shuffled, shuffleBuffer });
  }

  /**
   * A module for one fold of cross-validation: of the training data, `train` to learn from and `test` to validate on.
   * Settings and seed are this module's.
   */
  fold({ train, test }: FoldIndices): DataModule {
    const dataset = this.datasets.train;
    if (dataset === undefined || !isDataset(dataset)) {
      throw new IncompleteLearnerError(
        'Cross-validation needs training data that can be reached by index; this data module has none.',
      );
    }
    const { dataset: _, split: __, ...settings } = this.options;
    return new DataModule({
      ...settings,
      train: subset(dataset, train),
      validation: subset(dataset, test),
      test: undefined,
      predict: undefined,
      seed: this.seed,
    });
  }
}

// Outside the class: exported types have no private members, or two copies of core would not fit each other.
const setups = new WeakMap<DataModule, Promise<void>>();

async function setUp(module: DataModule, seed: number): Promise<void> {
  const { dataset, split = {}, train, validation, test, predict } = module.options;
  const given = withoutUndefined({ train, validation, test, predict });
  for (const part of Object.values(given)) await part.open();
  await dataset?.open();
  const indices = dataset === undefined ? {} : await splitIndices(dataset, split, seed);
  const taken = Object.entries(indices).map(([stage, own]) => [stage, subset(dataset!, own)]);
  Object.assign(module.indices, indices);
  Object.assign(module.datasets, Object.fromEntries(taken), given);
  module.seed = seed;
}

function isSplitter(value: unknown): value is Splitter {
  return typeof value === 'object' && value !== null && 'split' in value && typeof value.split === 'function';
}

async function splitIndices(
  dataset: Dataset,
  split: NonNullable<DataModuleOptions['split']>,
  seed: number,
): Promise<{ [S in Stage]?: number[] }> {
  const length = lengthOf(dataset);
  if (length === 0) {
    throw new EmptyDatasetError(
      'The dataset has no samples. Look at what it was made of: an empty list, or a file without rows.',
    );
  }
  const order = Array.from({ length }, (_, index) => index);
  const shuffled = Array.from(new RandomState(seed >>> 0).permutation(length));
  const parts: { [S in Stage]?: number[] } = {};
  let rest = order;
  for (const stage of ['test', 'validation'] as const) {
    const part = split[stage];
    if (part === undefined) continue;
    if (typeof part === 'number') {
      const taken = new Set(shuffled.splice(0, Math.round(part * length)));
      parts[stage] = rest.filter((index) => taken.has(index));
      rest = rest.filter((index) => !taken.has(index));
    } else {
      const [first] = await splitsOf(part, subset(dataset, rest));
      if (first === undefined) throw new EmptyDatasetError(`The splitter for ${stage} data gave no split.`);
      const before = rest;
      parts[stage] = Array.from(first.test, (position) => before[position]!);
      rest = Array.from(first.train, (position) => before[position]!);
    }
    const gone = new Set(parts[stage]);
    shuffled.splice(0, shuffled.length, ...shuffled.filter((index) => !gone.has(index)));
    if (parts[stage]?.length === 0) throw emptyPart(stage, length, part);
  }
  if (rest.length === 0) throw emptyPart('train', length, split);
  return { train: rest, ...parts };
}

function emptyPart(stage: string, length: number, part: unknown): EmptyDatasetError {
  const received = typeof part === 'number' ? ` (split ${part})` : '';
  return new EmptyDatasetError(
    `Of ${length} samples none is left for ${stage} data${received}. Change the split or add data.`,
  );
}

function withoutUndefined<Value>(record: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

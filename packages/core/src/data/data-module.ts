import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { RandomStreams } from '../random/random-streams.js';
import type { BatchLoader } from './batch-loader.js';
import { checkInputNames, checkInputTypes, identify, type DataIdentity, type KnownPart } from './data-identity.js';
import { DataLoader } from './data-loader.js';
import { areSets, checkDataOptions, type DataModuleOptions, type DataSets } from './data-options.js';
import { isDataset, lengthOf, type Dataset, type IterableDataset } from './dataset.js';
import { FittedTransforms, transformsOf } from './fitted-transforms.js';
import { JoinedLoader } from './joined-loader.js';
import { isNdArray, type NdArray } from './nd-array.js';
import { samplesOf } from './read-all.js';
import { splitIndices } from './split-dataset.js';
import type { FoldIndices } from './splitter.js';
import { STAGES, type Stage } from './stage.js';
import { subset } from './subset.js';
import type { TensorTree } from './tensor-tree.js';
import { closeWorkers } from './workers/batch-workers.js';
import { isReadHere, isRegistered } from './workers/carry.js';
import { workersOf, type DataWorkers } from './workers/worker-options.js';

export type { DataModuleOptions, DataSets };

/** A loader of a stage, and the name of its set where the stage has several. */
export interface NamedLoader {
  /** The name of the set. */
  readonly set: string | undefined;
  /** Its batches. */
  readonly loader: BatchLoader;
}

/**
 * Train, validation, test and predict data: from one dataset and a split, or given one by one. Giving both is an error. A stage is
 * opened when it is first needed.
 *
 * @throws `LML_INVALID_ARGUMENT` for options that exclude each other; `LML_EMPTY_DATASET` if a part is left without samples;
 * `LML_NOT_FITTED` from `setup` if transforms learn and there is nothing to learn from.
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
  /** The data of each stage that was set up. */
  readonly datasets: { [S in Stage]?: Dataset | IterableDataset | DataSets } = {};
  /** The dataset indices by stage where they were taken from one dataset, once set up. */
  readonly indices: { [S in Stage]?: readonly number[] } = {};
  /** The seed in force, once set up. */
  seed: number | undefined;

  /** Checks the options; reads nothing yet. */
  constructor(options: DataModuleOptions) {
    checkDataOptions(options);
    this.options = options;
    insides.set(this, {
      opened: new Map(),
      transforms: new FittedTransforms(options.transforms ?? {}),
      fitting: undefined,
      workers: workersOf(options.workers),
    });
  }

  /**
   * Opens the data of some stages, by default of all, splits where they are parts of one dataset, and fits transforms that learn and
   * have not. The seed of the first call decides.
   */
  async setup({ seed = 0, stages = STAGES }: { seed?: number; stages?: readonly Stage[] } = {}): Promise<void> {
    this.seed ??= this.options.seed ?? seed;
    try {
      await openStages(this, stages);
    } catch (error) {
      // What failed may be tried again, from the beginning where nothing was opened.
      if (Object.keys(this.datasets).length === 0) this.seed = undefined;
      throw error;
    }
    const inside = insides.get(this)!;
    if (!inside.transforms.isFitted) await (inside.fitting ??= fit(this).finally(() => (inside.fitting = undefined)));
    inside.transforms.restore();
  }

  /** The names of the classes: those of the first of the data that has them, or else those that a transform has learnt. */
  get classNames(): readonly string[] | undefined {
    const { dataset, train, test, validation, predict } = this.options;
    const all = [dataset, train, test, validation, predict].flatMap((data) => (data === undefined ? [] : setsOf(data)));
    const { transforms, classNames } = insides.get(this)!;
    return all.find(([, set]) => set.classNames !== undefined)?.[1].classNames ?? transforms.classNames ?? classNames;
  }

  /** The dataset of the training data: the one that is split, or the first of the training sets. */
  get trainingDataset(): Dataset | IterableDataset | undefined {
    const { dataset, train } = this.options;
    return dataset ?? (train === undefined ? undefined : setsOf(train)[0]?.[1]);
  }

  /** The names of the features of training data, once open, or of those of the run whose weights are used. */
  get inputNames(): readonly string[] | undefined {
    const { train } = this.datasets;
    const open = train === undefined ? [] : setsOf(train).map(([, { inputNames }]) => inputNames);
    return open.find((names) => names !== undefined) ?? insides.get(this)!.inputNames;
  }

  /** The types of the columns that inputs are made of: of the training data, once open, or of the run whose weights are used. */
  get inputTypes(): Readonly<Record<string, string>> | undefined {
    const { train } = this.datasets;
    const open = train === undefined ? [] : setsOf(train).map(([, { inputTypes }]) => inputTypes);
    return open.find((types) => types !== undefined) ?? insides.get(this)!.inputTypes;
  }

  /** The batches of a stage, if there are data for it: of several training sets together, of several others those of the first. */
  loader(stage: Stage): BatchLoader | undefined {
    return this.loaders(stage)[0]?.loader;
  }

  /** The batches of a stage set by set; several training sets are read together. */
  loaders(stage: Stage): NamedLoader[] {
    const data = this.datasets[stage];
    if (data === undefined) return [];
    if (!areSets(data)) return [{ set: undefined, loader: this.loaderOf(data, stage) }];
    const loaders = Object.entries(data).map(([set, own]) => [set, this.loaderOf(own, stage, set)] as const);
    if (stage !== 'train') return loaders.map(([set, loader]) => ({ set, loader }));
    const joined = new JoinedLoader(Object.fromEntries(loaders), this.options.trainMode ?? 'cycle');
    return [{ set: undefined, loader: joined }];
  }

  /** Batches of any dataset with this module's settings for a stage; of one of several sets, `set` is its name. */
  loaderOf(dataset: Dataset | IterableDataset, stage: Stage, set?: string): DataLoader {
    const { sampler, prefetch, collate, dropLast, shuffle, shuffleBuffer } = this.options;
    const { batchSize = 32, evaluationBatchSize = typeof batchSize === 'number' ? batchSize : 32 } = this.options;
    const shared = {
      dataset,
      prefetch,
      collate,
      transforms: transformsOf(this.options.transforms ?? {}, stage),
      seed: seedOf(this.seed ?? 0, set),
      place: stage,
      stage,
      workers: workersThatRead(this, dataset, stage),
    };
    if (stage !== 'train') return new DataLoader({ ...shared, batchSize: evaluationBatchSize });
    const own = typeof batchSize === 'number' ? batchSize : batchSize[set!]!;
    const shuffled = shuffle ?? (isDataset(dataset) && sampler === undefined);
    return new DataLoader({ ...shared, batchSize: own, sampler, dropLast, shuffle: shuffled, shuffleBuffer });
  }

  /** Whether there are data for a stage. */
  has(stage: Stage): boolean {
    const { dataset, split } = this.options;
    if (this.options[stage] !== undefined) return true;
    return dataset !== undefined && (stage === 'train' || (stage !== 'predict' && split?.[stage] !== undefined));
  }

  /** What the data that are open are known by: it is in checkpoints, so that nobody goes on with other data, or tests what was trained on. */
  async identity(): Promise<DataIdentity> {
    const { split } = this.options;
    const parts = Object.entries(this.datasets).flatMap(([stage, data]) =>
      setsOf(data).map(([set, own]): KnownPart => ({
        name: set === undefined ? stage : `${stage}/${set}`,
        samples: isDataset(own) ? lengthOf(own) : undefined,
        indices: this.indices[stage as Stage],
      })),
    );
    const fractions = Object.entries(split ?? {}).flatMap(([part, how]) =>
      how === undefined ? [] : [[part, typeof how === 'number' ? how : ('splitter' as const)] as const],
    );
    return {
      seed: this.seed ?? 0,
      ...(split !== undefined && { split: Object.fromEntries(fractions) }),
      parts: await identify(parts),
      ...(this.classNames !== undefined && { classNames: this.classNames }),
      ...(this.inputNames !== undefined && { inputNames: this.inputNames }),
      ...(this.inputTypes !== undefined && { inputTypes: this.inputTypes }),
    };
  }

  /** What transforms have learnt, by name: `transform/all/0/mean`. */
  transformState(): Record<string, NdArray> {
    return insides.get(this)!.transforms.state();
  }

  /**
   * Takes over what a run knew of its data: what transforms had learnt, and the names of the classes.
   *
   * @throws `LML_CHECKPOINT` where it is of other transforms.
   */
  load(transforms: Readonly<Record<string, NdArray>>, identity: DataIdentity | undefined): void {
    const inside = insides.get(this)!;
    inside.transforms.load(transforms);
    inside.classNames = identity?.classNames;
    inside.inputNames = identity?.inputNames;
    inside.inputTypes = identity?.inputTypes;
  }

  /**
   * Predictions or targets in the units of the data: what the transforms of training data have made of targets is undone, the last one
   * first. Pure, in TensorFlow.js ops, so that it may stand in a step.
   */
  invertTargets(prediction: TensorTree): TensorTree {
    return transformsOf(this.options.transforms ?? {}, 'train').reduceRight(
      (value, transform) => transform.invert?.(value) ?? value,
      prediction,
    );
  }

  /**
   * A module for one fold of cross-validation: of the training data, `train` to learn from, `validation` to watch training by, and `test`
   * to judge by. Settings and seed are this module's; what transforms learn is its own, of `train` alone.
   */
  fold({ train, test, validation }: FoldIndices & { readonly validation?: ArrayLike<number> | undefined }): DataModule {
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
      validation: validation === undefined ? undefined : subset(dataset, validation),
      test: subset(dataset, test),
      predict: undefined,
      seed: this.seed,
      workers: insides.get(this)!.workers,
    });
  }

  /**
   * Ends the worker threads of its loaders, which otherwise stay for what is read next, as long as the module is in use. They start again
   * when they are needed. Without threads it does nothing.
   */
  close(): Promise<void> {
    return closeWorkers(insides.get(this)!.workers);
  }
}

/** What a data module knows besides its options. */
interface Inside {
  /** The parts that are open, or are being opened. */
  readonly opened: Map<string, Promise<void>>;
  readonly transforms: FittedTransforms;
  fitting: Promise<void> | undefined;
  /** One object for all loaders, which have its threads in common. */
  readonly workers: DataWorkers | undefined;
  /** The names of the classes of the run whose weights are used. */
  classNames?: readonly string[] | undefined;
  /** The names of the features of that run. */
  inputNames?: readonly string[] | undefined;
  /** The types of its columns. */
  inputTypes?: Readonly<Record<string, string>> | undefined;
}

// Outside the class: exported types have no private members, or two copies of core would not fit each other.
const insides = new WeakMap<DataModule, Inside>();

/** The threads that read a dataset. Rows that were handed over to predict are here already. */
function workersThatRead(
  module: DataModule,
  dataset: Dataset | IterableDataset,
  stage: Stage,
): DataWorkers | undefined {
  const isHandedOver = stage === 'predict' && dataset !== module.datasets.predict && !isRegistered(dataset);
  return isHandedOver || isReadHere(dataset) ? undefined : insides.get(module)!.workers;
}

/** The sets of a stage's data; one without a name where there is only one. */
function setsOf(
  data: Dataset | IterableDataset | DataSets,
): readonly (readonly [set: string | undefined, dataset: Dataset | IterableDataset])[] {
  return areSets(data) ? Object.entries(data) : [[undefined, data]];
}

async function openStages(module: DataModule, stages: readonly Stage[]): Promise<void> {
  const { options } = module;
  if (options.dataset !== undefined && stages.some((stage) => stage !== 'predict'))
    await once(module, 'split', () => split(module, options.dataset!));
  for (const stage of stages) {
    const given = options[stage];
    if (given === undefined) continue;
    await once(module, stage, async () => {
      for (const [, set] of setsOf(given)) await set.open();
      if (stage !== 'train')
        for (const [, set] of setsOf(given)) {
          checkInputNames(module.inputNames, set.inputNames, `the ${stage} data`);
          checkInputTypes(module.inputTypes, set.inputTypes, `the ${stage} data`);
        }
      module.datasets[stage] = given;
    });
  }
}

/** Does something once. What failed may be tried again. */
function once(module: DataModule, part: string, run: () => Promise<void>): Promise<void> {
  const { opened } = insides.get(module)!;
  let running = opened.get(part);
  if (running === undefined) {
    opened.set(part, (running = run()));
    running.catch(() => opened.delete(part));
  }
  return running;
}

async function split(module: DataModule, dataset: Dataset): Promise<void> {
  await dataset.open();
  const indices = await splitIndices(dataset, module.options.split ?? {}, module.seed!);
  Object.assign(module.indices, indices);
  for (const [stage, own] of Object.entries(indices)) module.datasets[stage as Stage] = subset(dataset, own);
}

async function fit(module: DataModule): Promise<void> {
  await openStages(module, ['train']);
  const { train } = module.datasets;
  const datasets = train === undefined ? [] : setsOf(train).map(([, set]) => set);
  await insides.get(module)!.transforms.fit(datasets, module.seed!);
}

/**
 * The targets of the training samples, one after the other, as the datasets give them, but for names of classes, which have been learnt:
 * these are numbers. The training data are open.
 */
export async function* trainingTargets(module: DataModule): AsyncGenerator<unknown> {
  const { train } = module.datasets;
  if (train === undefined) return;
  const datasets = setsOf(train).map(([, set]) => set);
  const numbering = transformsOf(module.options.transforms ?? {}, 'train').filter(
    ({ classNames }) => classNames !== undefined,
  );
  for await (const { target } of samplesOf(datasets, numbering, module.seed!, 'targets'))
    yield isNdArray(target) && target.shape.length === 0 ? target.data[0] : target;
}

/** The seed of a set: where there are several, each has orders and draws of its own. */
function seedOf(seed: number, set: string | undefined): number {
  return set === undefined ? seed : new RandomStreams(seed).uint32(`set/${set}`, 0, 1)[0]!;
}

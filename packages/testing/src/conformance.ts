import type { Clock, HostMetricInput, HostValue, NumberDistribution, Sample, SplitInput } from '@lml/core';

/** An array to check a component with: values in row-major order, or drawn evenly between bounds, always the same ones. */
export interface TensorFixture {
  /** The sizes; samples along the first axis. */
  readonly shape: readonly number[];
  /** The data type. Default `'float32'`. */
  readonly dtype?: 'float32' | 'int32' | 'bool' | undefined;
  /** The smallest value. Default −1 for float32, 0 for the others. */
  readonly low?: number | undefined;
  /** The bound that values stay below. Default 1 for float32, 2 for the others. */
  readonly high?: number | undefined;
  /** The values themselves, instead of bounds. */
  readonly values?: readonly number[] | undefined;
}

/** Arrays to check a component with: one, or a list or record of them. */
export type FixtureTree = TensorFixture | readonly FixtureTree[] | { readonly [key: string]: FixtureTree };

/** What a backend or an engine is checked with. */
export interface MachineConformance {
  /** Whether a machine may lack it: `LML_MISSING_FEATURE` is right then, and the checks that need it pass. Default false. */
  readonly optional?: boolean | undefined;
}

/** What a callback is checked with. */
export interface CallbackConformance {
  /** Whether it may be in a run of two epochs, a test and a prediction in a check. Default true; false where it needs something else. */
  readonly runs?: boolean | undefined;
}

/** What a dataset is checked with. */
export interface DatasetConformance {
  /** Whether the examples can be opened. Default true; false where they name files that do not exist. */
  readonly opens?: boolean | undefined;
}

/** What a learner is checked with. It gets a small model and a loss from the kit where its examples have none. */
export interface LearnerConformance {
  /** The parts of a batch, all that training and validation need. Default: `input`, `positive` and `negative` `[4, 3]`, `target` `[4, 2]`. */
  readonly batch?: Readonly<Record<string, FixtureTree>> | undefined;
}

/** What a logger is checked with. */
export interface LoggerConformance {
  /** Whether records may be written to it in a check. Default false, since it may write files or print. */
  readonly writes?: boolean | undefined;
}

/** What a loss is checked with. Default: the first of the usual pairs that it takes and that gives finite values. */
export interface LossConformance {
  /** Predictions: one tensor, or a list or record of them. */
  readonly prediction?: FixtureTree | undefined;
  /** Targets, likewise; `null` for a loss that takes none. */
  readonly target?: FixtureTree | null | undefined;
  /** How far the gradient may be from finite differences, relative to its largest value. Default 0.01. */
  readonly tolerance?: number | undefined;
  /** Whether its gradient is that of finite differences; not where it holds some of what it computes for a constant. Default true. */
  readonly gradient?: boolean | undefined;
  /** Whether it takes one weight a sample. Default true. */
  readonly weights?: boolean | undefined;
  /** Whether the loss of a batch is put together from those of its parts; not where samples are compared with each other. Default true. */
  readonly separable?: boolean | undefined;
}

/** What a metric is checked with. Default: the first of the usual pairs that it takes and makes a number of. */
export interface MetricConformance {
  /** What it looks at: outputs or predictions, eight samples or more; a list or record of them where it takes trees. */
  readonly prediction?: FixtureTree | undefined;
  /** Targets; `null` for a metric that needs none. */
  readonly target?: FixtureTree | null | undefined;
  /** Further columns that it looks at, by name. */
  readonly columns?: Readonly<Record<string, FixtureTree>> | undefined;
  /** A batch for a metric that counts on the host, four samples or more: texts, arrays of different lengths. It has no usual one. */
  readonly batch?: HostMetricInput | undefined;
  /** The best prediction, at which no other may be better; `false` where there is none. Default: the target, or scores for it. */
  readonly best?: FixtureTree | false | undefined;
  /** Whether it takes one weight a sample. Default true. */
  readonly weights?: boolean | undefined;
  /** Whether it tells batches apart: what it gives then depends on how samples lie in batches, and it keeps a row for each. Default false. */
  readonly ofBatches?: boolean | undefined;
  /** The number of classes that it is told. Default: the last axis of predictions with one axis more than the targets. */
  readonly numClasses?: number | undefined;
  /** How far results may differ, relative to their size. Default 1e-5. */
  readonly tolerance?: number | undefined;
}

/** What a model is checked with. */
export interface ModelConformance {
  /** An input, or a list or record of them. Default: two samples of the option `inputShape` or `inputSize`. */
  readonly input?: FixtureTree | undefined;
  /** How far engines may differ, relative to the largest number of an array. Default 1e-3, after training 0.01. */
  readonly tolerance?: number | undefined;
  /** Trainable weights that the outputs do not depend on. Default: none. */
  readonly untrained?: readonly string[] | undefined;
}

/** What an optimizer is checked with. */
export interface OptimizerConformance {
  /** Whether it climbs instead of descending. Default: the option `maximize`. */
  readonly maximize?: boolean | undefined;
  /** How many updates it has for lowering a quadratic function. Default 1. */
  readonly steps?: number | undefined;
  /** Whether its updates follow the learning rate of a schedule. Default true. */
  readonly rate?: boolean | undefined;
  /** How far engines may differ after three updates, relative to the largest number of an array. Default 0.01. */
  readonly tolerance?: number | undefined;
}

/** What a predictor is checked with. Default: the first of the usual outputs that it takes. */
export interface PredictorConformance {
  /** Raw outputs of a model, four samples or more; a list or record of them where it takes trees. */
  readonly output?: FixtureTree | undefined;
  /** Targets to fit it on. */
  readonly target?: FixtureTree | undefined;
  /** The batch that is predicted, where it looks at it. Default: an empty one. */
  readonly batch?: Readonly<Record<string, FixtureTree>> | undefined;
}

/** What a sampler is checked with. */
export interface SamplerConformance {
  /** The number of samples of the dataset. Default 12. */
  readonly length?: number | undefined;
  /** The columns that it asks for. Default: numbers from 1 to 4 for each. */
  readonly columns?: Readonly<Record<string, HostValue>> | undefined;
  /** Whether its order is drawn, from seed and epoch. Default: whether it differs from seed to seed. */
  readonly random?: boolean | undefined;
}

/** What a way to stack samples is checked with. */
export interface CollateConformance {
  /** Samples. Default: three with an array of four numbers and a target. */
  readonly samples?: readonly Sample[] | undefined;
}

/** What a scheduler is checked with. */
export interface SchedulerConformance {
  /** Places in a run, in ascending order. Default: the first 8 steps, 4 an epoch, and some later ones. */
  readonly clocks?: readonly Clock[] | undefined;
  /** Whether the rate that it gives depends on that of the optimizer. Default true. */
  readonly base?: boolean | undefined;
}

/** What a distribution is checked with. */
export interface DistributionConformance {
  /** At which parts of its mass it is looked at, from 0 to below 1. Default: 101 of them. */
  readonly fractions?: readonly number[] | undefined;
}

/** What a strategy is checked with. */
export interface StrategyConformance {
  /** What it searches: numbers, and lists of values. Default: four integers, and one of two letters. */
  readonly space?: Readonly<Record<string, NumberDistribution | readonly unknown[]>> | undefined;
}

/** What a pruner is checked with. */
export interface PrunerConformance {
  /** The curves of trials that were completed. Default: eight of six epochs. */
  readonly curves?: readonly (readonly number[])[] | undefined;
}

/** What a splitter is checked with. */
export interface SplitterConformance {
  /** The number of samples. Default 24. */
  readonly length?: number | undefined;
  /** The class of each sample, or rows of labels, or `false` for none. Default: 0, 1, 2, 0, 1, 2 … */
  readonly targets?: SplitInput['targets'] | false;
  /** The group of each sample, or `false` for none. Default: six groups of four that follow one another. */
  readonly groups?: readonly (number | string)[] | false | undefined;
  /** Whether each split uses every sample. Default true; false for subsets at random and for time series. */
  readonly complete?: boolean | undefined;
}

/** What a transform is checked with. Default: the first of the usual samples that it takes. */
export interface TransformConformance {
  /** A sample. */
  readonly sample?: Sample | undefined;
  /** The parts of a sample that it removes. Default: none. */
  readonly removes?: readonly string[] | undefined;
}

/** What each kind is checked with. A plugin that adds a kind may add to it. */
export interface ConformanceKinds {
  /** See {@link MachineConformance}. */
  backend: MachineConformance;
  /** See {@link CallbackConformance}. */
  callback: CallbackConformance;
  /** See {@link CollateConformance}. */
  collate: CollateConformance;
  /** See {@link DatasetConformance}. */
  dataset: DatasetConformance;
  /** See {@link DistributionConformance}. */
  distribution: DistributionConformance;
  /** See {@link MachineConformance}. */
  engine: MachineConformance;
  /** See {@link LearnerConformance}. */
  learner: LearnerConformance;
  /** See {@link LoggerConformance}. */
  logger: LoggerConformance;
  /** See {@link LossConformance}. */
  loss: LossConformance;
  /** See {@link MetricConformance}. */
  metric: MetricConformance;
  /** See {@link ModelConformance}. */
  model: ModelConformance;
  /** See {@link OptimizerConformance}. */
  optimizer: OptimizerConformance;
  /** See {@link PredictorConformance}. */
  predictor: PredictorConformance;
  /** See {@link PrunerConformance}. */
  pruner: PrunerConformance;
  /** See {@link SamplerConformance}. */
  sampler: SamplerConformance;
  /** See {@link SchedulerConformance}. */
  scheduler: SchedulerConformance;
  /** See {@link SplitterConformance}. */
  splitter: SplitterConformance;
  /** See {@link StrategyConformance}. */
  strategy: StrategyConformance;
  /** See {@link TransformConformance}. */
  transform: TransformConformance;
}

/**
 * What a component of a kind is checked with, for its trait `conformance`: an object, or a function of the options of an
 * example that gives one.
 *
 * @example
 * ```ts
 * import type { Conformance } from '@lml/testing';
 *
 * // conformance: … satisfies Conformance<'loss'>, beside name, schema and create
 * const conformance = {
 *   prediction: { shape: [4, 3], low: 0.05, high: 0.95 },
 *   target: { shape: [4, 3], dtype: 'int32' },
 * } satisfies Conformance<'loss'>;
 * conformance.target.shape; // => [4, 3]
 * ```
 */
export type Conformance<K extends keyof ConformanceKinds = keyof ConformanceKinds> =
  ConformanceKinds[K] | ((options: Readonly<Record<string, unknown>>) => ConformanceKinds[K]);

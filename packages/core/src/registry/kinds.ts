import type { OptionArguments } from './component.js';

/** Registered backends, by name. Augmented by each package's list of components. */
export interface BackendComponents {}
/** The options of registered backends, by name. Augmented like {@link BackendComponents}. */
export interface BackendOptions {}
/** Registered engines, by name. Augmented by each package's list of components. */
export interface EngineComponents {}
/** The options of registered engines, by name. Augmented like {@link EngineComponents}. */
export interface EngineOptions {}
/** Registered datasets, by name. Augmented by each package's list of components. */
export interface DatasetComponents {}
/** The options of registered datasets, by name. Augmented like {@link DatasetComponents}. */
export interface DatasetOptions {}
/** Registered transforms, by name. Augmented by each package's list of components. */
export interface TransformComponents {}
/** The options of registered transforms, by name. Augmented like {@link TransformComponents}. */
export interface TransformOptions {}
/** Registered samplers, by name. Augmented by each package's list of components. */
export interface SamplerComponents {}
/** The options of registered samplers, by name. Augmented like {@link SamplerComponents}. */
export interface SamplerOptions {}
/** Registered ways to stack samples into batches, by name. Augmented by each package's list of components. */
export interface CollateComponents {}
/** The options of registered ways to stack samples, by name. Augmented like {@link CollateComponents}. */
export interface CollateOptions {}
/** Registered splitters, by name. Augmented by each package's list of components. */
export interface SplitterComponents {}
/** The options of registered splitters, by name. Augmented like {@link SplitterComponents}. */
export interface SplitterOptions {}
/** Registered models, by name. Augmented by each package's list of components. */
export interface ModelComponents {}
/** The options of registered models, by name. Augmented like {@link ModelComponents}. */
export interface ModelOptions {}
/** Registered losses, by name. Augmented by each package's list of components. */
export interface LossComponents {}
/** The options of registered losses, by name. Augmented like {@link LossComponents}. */
export interface LossOptions {}
/** Registered metrics, by name. Augmented by each package's list of components. */
export interface MetricComponents {}
/** The options of registered metrics, by name. Augmented like {@link MetricComponents}. */
export interface MetricOptions {}
/** Registered optimizers, by name. Augmented by each package's list of components. */
export interface OptimizerComponents {}
/** The options of registered optimizers, by name. Augmented like {@link OptimizerComponents}. */
export interface OptimizerOptions {}
/** Registered learning-rate schedulers, by name. Augmented by each package's list of components. */
export interface SchedulerComponents {}
/** The options of registered learning-rate schedulers, by name. Augmented like {@link SchedulerComponents}. */
export interface SchedulerOptions {}
/** Registered learners, by name. Augmented by each package's list of components. */
export interface LearnerComponents {}
/** The options of registered learners, by name. Augmented like {@link LearnerComponents}. */
export interface LearnerOptions {}
/** Registered predictors, by name. Augmented by each package's list of components. */
export interface PredictorComponents {}
/** The options of registered predictors, by name. Augmented like {@link PredictorComponents}. */
export interface PredictorOptions {}
/** Registered callbacks, by name. Augmented by each package's list of components. */
export interface CallbackComponents {}
/** The options of registered callbacks, by name. Augmented like {@link CallbackComponents}. */
export interface CallbackOptions {}
/** Registered loggers, by name. Augmented by each package's list of components. */
export interface LoggerComponents {}
/** The options of registered loggers, by name. Augmented like {@link LoggerComponents}. */
export interface LoggerOptions {}
/** Registered distributions of a search, by name. Augmented by each package's list of components. */
export interface DistributionComponents {}
/** The options of registered distributions of a search, by name. Augmented like {@link DistributionComponents}. */
export interface DistributionOptions {}
/** Registered strategies of a search, by name. Augmented by each package's list of components. */
export interface StrategyComponents {}
/** The options of registered strategies of a search, by name. Augmented like {@link StrategyComponents}. */
export interface StrategyOptions {}
/** Registered pruners, by name. Augmented by each package's list of components. */
export interface PrunerComponents {}
/** The options of registered pruners, by name. Augmented like {@link PrunerComponents}. */
export interface PrunerOptions {}
/** Registered executors, by name. Augmented by each package's list of components. */
export interface ExecutorComponents {}
/** The options of registered executors, by name. Augmented like {@link ExecutorComponents}. */
export interface ExecutorOptions {}

/** The kinds of component and, for each, its components by name. A plugin may add a kind here and to {@link KindInstances}. */
export interface ComponentKinds {
  /** Where TensorFlow.js computes. */
  backend: BackendComponents;
  /** What runs steps. */
  engine: EngineComponents;
  /** Where samples come from. */
  dataset: DatasetComponents;
  /** What changes a sample before it is batched. */
  transform: TransformComponents;
  /** The order in which samples are taken. */
  sampler: SamplerComponents;
  /** How samples are stacked into a batch. */
  collate: CollateComponents;
  /** How samples are divided into train and test. */
  splitter: SplitterComponents;
  /** The learning agent. */
  model: ModelComponents;
  /** What is minimised. */
  loss: LossComponents;
  /** What is reported. */
  metric: MetricComponents;
  /** How weights follow gradients. */
  optimizer: OptimizerComponents;
  /** How the learning rate changes. */
  scheduler: SchedulerComponents;
  /** The learning problem: data, model, loss and optimizer. */
  learner: LearnerComponents;
  /** The downstream task: from outputs to predictions. */
  predictor: PredictorComponents;
  /** What watches or changes a run. */
  callback: CallbackComponents;
  /** Where numbers are written. */
  logger: LoggerComponents;
  /** Which values a searched parameter may have. */
  distribution: DistributionComponents;
  /** What a search tries next. */
  strategy: StrategyComponents;
  /** What ends hopeless trials of a search. */
  pruner: PrunerComponents;
  /** Where folds and trials are run. */
  executor: ExecutorComponents;
}

/** For each kind, the options of its components by name: what a config may say. A plugin that adds a kind adds it here too. */
export interface KindOptions {
  /** See {@link BackendComponents}. */
  backend: BackendOptions;
  /** See {@link EngineComponents}. */
  engine: EngineOptions;
  /** See {@link DatasetComponents}. */
  dataset: DatasetOptions;
  /** See {@link TransformComponents}. */
  transform: TransformOptions;
  /** See {@link SamplerComponents}. */
  sampler: SamplerOptions;
  /** See {@link CollateComponents}. */
  collate: CollateOptions;
  /** See {@link SplitterComponents}. */
  splitter: SplitterOptions;
  /** See {@link ModelComponents}. */
  model: ModelOptions;
  /** See {@link LossComponents}. */
  loss: LossOptions;
  /** See {@link MetricComponents}. */
  metric: MetricOptions;
  /** See {@link OptimizerComponents}. */
  optimizer: OptimizerOptions;
  /** See {@link SchedulerComponents}. */
  scheduler: SchedulerOptions;
  /** See {@link LearnerComponents}. */
  learner: LearnerOptions;
  /** See {@link PredictorComponents}. */
  predictor: PredictorOptions;
  /** See {@link CallbackComponents}. */
  callback: CallbackOptions;
  /** See {@link LoggerComponents}. */
  logger: LoggerOptions;
  /** See {@link DistributionComponents}. */
  distribution: DistributionOptions;
  /** See {@link StrategyComponents}. */
  strategy: StrategyOptions;
  /** See {@link PrunerComponents}. */
  pruner: PrunerOptions;
  /** See {@link ExecutorComponents}. */
  executor: ExecutorOptions;
}

/** The options of a component that takes none. */
export interface NoOptions {
  /** Not there. */
  readonly componentName?: never;
}

/**
 * What a component of each kind creates. Empty here: the contract of each kind stands above the registry and adds itself, as the one
 * of a plugin's own kind does.
 */
export interface KindInstances {}

/** The traits that components of a kind must declare, beside any of their own. Augmented like {@link KindInstances}. */
export interface KindTraits {}

/** The traits of a component: those that its kind asks for, and any others. */
export type TraitsOf<K extends Kind> = Readonly<Record<string, unknown>> &
  (K extends keyof KindTraits ? KindTraits[K] : unknown);

/** A kind of component: `'loss'`, `'model'` … */
export type Kind = keyof ComponentKinds & keyof KindInstances & keyof KindOptions;

/** The registered names of a kind. */
export type NameOf<K extends Kind> = keyof KindOptions[K] & string;

/** The arguments with which a registered component is created: its options, or nothing where all have defaults. */
export type OptionsOf<K extends Kind, N extends NameOf<K>> = OptionArguments<KindOptions[K][N]>;

/** What a registered component creates. */
export type InstanceOf<K extends Kind, N extends NameOf<K>> = N extends keyof ComponentKinds[K]
  ? ComponentKinds[K][N] extends (...options: never[]) => infer Instance
    ? Instance
    : never
  : never;

/** A component as data, whatever it is: its name, or its name with its options beside it. */
export type ComponentConfig =
  | string
  | {
      /** The component's name, short or canonical. */
      readonly name: string;
      /** Not there: a component itself is no config of one, but must be called. */
      readonly componentName?: never;
      /** Its options. */
      readonly [option: string]: unknown;
    };

/** The name of a component with its package: `@lml/losses:mse`. */
export type CanonicalName = `${string}:${string}`;

/**
 * A registered component of a kind as data: its name, or its name with its options beside it. The options of canonical names
 * are not known to the compiler.
 */
export type ConfigOf<K extends Kind> =
  | NameOf<K>
  | CanonicalName
  | {
      [N in NameOf<K>]: {
        /** The component's name. */
        readonly name: N;
        /** Not there: a component itself is no config of one, but must be called. */
        readonly componentName?: never;
      } & KindOptions[K][N];
    }[NameOf<K>]
  | {
      /** The component's canonical name. */
      readonly name: CanonicalName;
      /** Not there: a component itself is no config of one, but must be called. */
      readonly componentName?: never;
      /** Its options. */
      readonly [option: string]: unknown;
    };

/** What may stand where a component of a kind is wanted, and is adapted. The adapters add to it, and a plugin may. */
export interface KindStandIns {}

/** How a component is given as an option: itself, what stands for it, or data. */
export type ComponentInput<K extends Kind> =
  KindInstances[K] | ConfigOf<K> | (K extends keyof KindStandIns ? KindStandIns[K] : never);

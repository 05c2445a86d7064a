import type * as tf from '@tensorflow/tfjs';

import type { Dataset } from '../data/dataset.js';
import type { Sampler } from '../data/sampler.js';
import type { Transform } from '../data/transform.js';
import type { Backend } from '../steps/backend.js';
import type { Engine } from '../steps/engine.js';
import type { Learner } from '../learning/learner.js';
import type { Loss } from '../learning/loss.js';
import type { Metric } from '../learning/metric.js';
import type { Model } from '../learning/model.js';
import type { Optimizer } from '../learning/optimizer.js';
import type { Predictor } from '../learning/predictor.js';
import type { Scheduler } from '../learning/scheduler.js';
import type { Splitter } from '../learning/splitter.js';
import type { Callback } from '../training/callback.js';
import type { Logger } from '../training/logger.js';

/** Registered backends, by name. Augmented beside each component. */
export interface BackendComponents {}
/** Registered engines, by name. Augmented beside each component. */
export interface EngineComponents {}
/** Registered datasets, by name. Augmented beside each component. */
export interface DatasetComponents {}
/** Registered transforms, by name. Augmented beside each component. */
export interface TransformComponents {}
/** Registered samplers, by name. Augmented beside each component. */
export interface SamplerComponents {}
/** Registered splitters, by name. Augmented beside each component. */
export interface SplitterComponents {}
/** Registered models, by name. Augmented beside each component. */
export interface ModelComponents {}
/** Registered losses, by name. Augmented beside each component. */
export interface LossComponents {}
/** Registered metrics, by name. Augmented beside each component. */
export interface MetricComponents {}
/** Registered optimizers, by name. Augmented beside each component. */
export interface OptimizerComponents {}
/** Registered learning-rate schedulers, by name. Augmented beside each component. */
export interface SchedulerComponents {}
/** Registered learners, by name. Augmented beside each component. */
export interface LearnerComponents {}
/** Registered predictors, by name. Augmented beside each component. */
export interface PredictorComponents {}
/** Registered callbacks, by name. Augmented beside each component. */
export interface CallbackComponents {}
/** Registered loggers, by name. Augmented beside each component. */
export interface LoggerComponents {}

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
}

/** What a component of each kind creates. */
export interface KindInstances {
  /** See {@link Backend}. */
  backend: Backend;
  /** See {@link Engine}. */
  engine: Engine;
  /** See {@link Dataset}. */
  dataset: Dataset;
  /** See {@link Transform}. */
  transform: Transform;
  /** See {@link Sampler}. */
  sampler: Sampler;
  /** See {@link Splitter}. */
  splitter: Splitter;
  /** See {@link Model}. */
  model: Model;
  /** See {@link Loss}. */
  loss: Loss;
  /** See {@link Metric}. */
  metric: Metric;
  /** See {@link Optimizer}. */
  optimizer: Optimizer;
  /** See {@link Scheduler}. */
  scheduler: Scheduler;
  /** See {@link Learner}. */
  learner: Learner;
  /** See {@link Predictor}. */
  predictor: Predictor;
  /** See {@link Callback}. */
  callback: Callback;
  /** See {@link Logger}. */
  logger: Logger;
}

/** A kind of component: `'loss'`, `'model'` … */
export type Kind = keyof ComponentKinds & keyof KindInstances;

/** The registered names of a kind. */
export type NameOf<K extends Kind> = keyof ComponentKinds[K] & string;

/** The arguments with which a registered component is created: its options, or nothing where all have defaults. */
export type OptionsOf<K extends Kind, N extends NameOf<K>> = ComponentKinds[K][N] extends (
  ...options: infer Options
) => unknown
  ? Options
  : never;

/** What a registered component creates. */
export type InstanceOf<K extends Kind, N extends NameOf<K>> = ComponentKinds[K][N] extends (
  ...options: never[]
) => infer Instance
  ? Instance
  : never;

/** A component as data: its name, or its name with its options beside it. */
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

/** What may stand where a component of a kind is wanted, and is adapted. A plugin may add to it. */
export interface KindStandIns {
  /** Any model of TensorFlow.js; see {@link fromLayers}. */
  model: tf.LayersModel;
  /** Any optimizer of TensorFlow.js; see {@link fromOptimizer}. */
  optimizer: tf.Optimizer;
}

/** How a component is given as an option: itself, what stands for it, or data. */
export type ComponentInput<K extends Kind> =
  KindInstances[K] | ComponentConfig | (K extends keyof KindStandIns ? KindStandIns[K] : never);

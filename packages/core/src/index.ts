/**
 * @module
 * @mergeModuleWith <project>
 */
import './register.js';

// errors
export { CheckpointError } from './errors/checkpoint-error.js';
export type { ConfigPath, PlacedError } from './errors/config-path.js';
export { DtypeRangeError } from './errors/dtype-range-error.js';
export { DuplicateComponentError } from './errors/duplicate-component-error.js';
export { EmptyDatasetError } from './errors/empty-dataset-error.js';
export { DataWorkerError } from './errors/data-worker-error.js';
export { ExecutorError } from './errors/executor-error.js';
export { FactoryRequiredError } from './errors/factory-required-error.js';
export { FileFormatError } from './errors/file-format-error.js';
export { FileNotFoundError } from './errors/file-not-found-error.js';
export { HostPartError } from './errors/host-part-error.js';
export { ImpureStepError } from './errors/impure-step-error.js';
export { FileReadError } from './errors/file-read-error.js';
export { FileWriteError } from './errors/file-write-error.js';
export { IncompleteLearnerError } from './errors/incomplete-learner-error.js';
export { InvalidArgumentError } from './errors/invalid-argument-error.js';
export { InvalidOptionsError, type OptionIssue } from './errors/invalid-options-error.js';
export { LmlError } from './errors/lml-error.js';
export { MissingFeatureError } from './errors/missing-feature-error.js';
export { NonFiniteOutputError } from './errors/non-finite-output-error.js';
export { NonFiniteStateError } from './errors/non-finite-state-error.js';
export { NonFiniteValueError } from './errors/non-finite-value-error.js';
export { MissingGradientError } from './errors/missing-gradient-error.js';
export { NonFiniteLossError, type NonFiniteLossDetails } from './errors/non-finite-loss-error.js';
export { OtherColumnsError } from './errors/other-columns-error.js';
export { OtherSplitError } from './errors/other-split-error.js';
export { NotFittedError } from './errors/not-fitted-error.js';
export { PluginVersionError } from './errors/plugin-version-error.js';
export { NoAnswerError } from './errors/no-answer-error.js';
export { ProjectBusyError } from './errors/project-busy-error.js';
export { ShapeMismatchError } from './errors/shape-mismatch-error.js';
export { UndeclaredStateError } from './errors/undeclared-state-error.js';
export { UnknownComponentError } from './errors/unknown-component-error.js';
export { UnsupportedModelError } from './errors/unsupported-model-error.js';
export { UntraceableStepError } from './errors/untraceable-step-error.js';

// core's own components, and their names for the compiler
export {
  auto,
  choice,
  conditional,
  consoleLogger,
  eager,
  earlyStopping,
  ema,
  inProcess,
  int,
  jsonLines,
  logUniform,
  lrFinder,
  modelCheckpoint,
  processes,
  progressBar,
  quantized,
  swa,
  uniform,
} from './components.js';

// registry
export type {
  BackendComponents,
  BackendOptions,
  CallbackComponents,
  CallbackOptions,
  CanonicalName,
  ComponentConfig,
  ComponentInput,
  ComponentKinds,
  ConfigOf,
  DatasetComponents,
  DatasetOptions,
  DistributionComponents,
  DistributionOptions,
  ExecutorComponents,
  ExecutorOptions,
  PrunerComponents,
  PrunerOptions,
  StrategyComponents,
  StrategyOptions,
  EngineComponents,
  EngineOptions,
  InstanceOf,
  Kind,
  KindInstances,
  KindOptions,
  KindStandIns,
  KindTraits,
  LearnerComponents,
  LearnerOptions,
  LoggerComponents,
  LoggerOptions,
  LossComponents,
  LossOptions,
  MetricComponents,
  MetricOptions,
  ModelComponents,
  ModelOptions,
  NameOf,
  NoOptions,
  OptimizerComponents,
  OptimizerOptions,
  OptionsOf,
  PredictorComponents,
  PredictorOptions,
  CollateComponents,
  CollateOptions,
  SamplerComponents,
  SamplerOptions,
  SchedulerComponents,
  SchedulerOptions,
  SplitterComponents,
  SplitterOptions,
  TransformComponents,
  TraitsOf,
  TransformOptions,
} from './registry/kinds.js';
export {
  isComponent,
  type AnyComponent,
  type Component,
  type ComponentSchema,
  type OptionArguments,
} from './registry/component.js';
export { componentOption } from './registry/component-option.js';
export {
  defineComponent,
  type ComponentDeclaration,
  type ComponentNature,
  type DocumentedOptions,
} from './registry/define-component.js';
export { build, catalogues, create, list, registerPlugin } from './registry/global.js';
export type { JsonSchema } from './registry/input-schema.js';
export { optionsJsonSchema, registryJsonSchema, type RegistryJsonSchema } from './registry/json-schema.js';
export { defineKind, kinds, type KindDefinition } from './registry/kind-definition.js';
export { API_VERSION } from './registry/plugin.js';
export type { Catalogue, CatalogueEntry, Families, ListedComponent, Plugin } from './registry/plugin.js';
export { createRegistry, type Registry } from './registry/registry.js';
export { toConfig, type ConfigReport } from './registry/to-config.js';

// random
export type { RandomStateData } from './random/random-state-data.js';
export type { RandomChoiceOptions } from './random/choose-indices.js';
export type { AnyTypedArray } from './random/indexable.js';
export { logNormalCdf, normalCdf } from './random/normal-distribution.js';
export { RandomState } from './random/random-state.js';
export { RandomStreams, type RandomGenerator } from './random/random-streams.js';

// data
export { batchSizeOf, type HostBatch, type HostValue } from './data/batch.js';
export type { ReadingState, TakenBefore } from './training/reading-state.js';
export type { BatchLoader } from './data/batch-loader.js';
export type { Collate, CollateContext } from './data/collate.js';
export { columnarDataset, gatherRows, type ColumnarDataset } from './data/columnar.js';
export type { EngineArray } from './data/computed-array.js';
export { concatenate, type ArrayTree } from './data/concatenate.js';
export { DataLoader, type DataLoaderOptions, type LoadedBatch } from './data/data-loader.js';
export type { LoaderSettings } from './data/loader-settings.js';
export { DataModule, type DataModuleOptions, type DataSets, type NamedLoader } from './data/data-module.js';
export type { DataIdentity, PartIdentity } from './data/data-identity.js';
export type { JoinMode } from './data/joined-loader.js';
export type { DataSplit, SplitPart } from './data/split-dataset.js';
export type { StageTransforms } from './data/fitted-transforms.js';
export type { Stage } from './data/stage.js';
export {
  isDataset,
  isIterableDataset,
  type Dataset,
  type IterableDataset,
  type StreamContext,
} from './data/dataset.js';
export { allocate, isNdArray, ndArray, sameShape, showShape, sizeOf } from './data/nd-array.js';
export type { DType, NdArray, NdData, NestedValues } from './data/nd-array.js';
export { concatenateBytes } from './data/concatenate-bytes.js';
export type { DatasetTraits, FileRequest } from './data/dataset-traits.js';
export type {
  ColumnProfile,
  Correlations,
  DataProfile,
  ProfileBin,
  ValueCount,
} from './project/profile/data-profile.js';
export { profileDataset } from './project/profile/profile-dataset.js';
export { PROFILE_HEADINGS, profileHtml, profileRow } from './project/profile/profile-page.js';
export { fileDataset, type FileDatasetOptions } from './project/file-dataset.js';
export { byCodePoints } from './data/by-code-points.js';
export { derivedDataset, derivedStream } from './data/derived-dataset.js';
export { openBytes } from './data/open-bytes.js';
export { nearest } from './registry/nearest.js';
export { readBytes } from './data/read-bytes.js';
export type { ByteSource } from './node/byte-source.js';
export type { DataWorkers } from './data/workers/worker-options.js';
export { pad, type PadOptions } from './data/pad.js';
export type { BatchContext, Sample, SampleContext, SampleValue } from './data/sample.js';
export { contextWithin } from './data/sample-context.js';
export type { Sampler, SamplerContext } from './data/sampler.js';
export { type SampleSource } from './data/sample-source.js';
export { column, subset } from './data/subset.js';
export { stack, type StackOptions } from './data/stack.js';
export type { FitContext, Transform, TransformState } from './data/transform.js';
export { mapValueTree } from './data/value-tree.js';

// steps
export type { Backend } from './steps/backend.js';
export {
  defineComposite,
  type Composite,
  type CompositeAttributes,
  type CompositeDefinition,
} from './steps/composite.js';
export type { Engine } from './steps/engine.js';
export type { StateDType, StateEntry, StateSpec } from './steps/state.js';
export type { StepContext, StepRandom } from './steps/step-context.js';
export { stepRandom } from './steps/step-random.js';
export {
  isShape,
  type Shape,
  type ShapeTree,
  type TensorOf,
  type TensorsByRank,
  type TypedShape,
  type TensorsOf,
  type TensorType,
  type TypeTree,
} from './tensorflow/shape-tree.js';
export { isTensor, mapTree, requireTensor, treeLeaves, treePart } from './tensorflow/tensor-tree.js';
export type { Tensors, TensorTree, ValueTree } from './tensorflow/tensor-tree.js';

// composites
export { adamStep, type AdamNumbers, type AdamStepResult } from './composites/adam-step.js';
export { attention, type AttentionOptions } from './composites/attention.js';
export { batchNorm, type BatchNormOptions, type BatchNormResult } from './composites/batch-norm.js';
export { classRows, type ClassRowsAttributes } from './composites/class-rows.js';
export { ctcNegativeLogLikelihood, type CtcAttributes, type CtcTarget } from './composites/ctc.js';
export { gelu, type GeluOptions } from './composites/gelu.js';
export { gru, type GruOptions, type GruResult } from './composites/gru.js';
export { l2Normalise } from './composites/l2-normalise.js';
export { layerNorm, type LayerNormOptions } from './composites/layer-norm.js';
export { lstm, type LstmOptions, type LstmResult } from './composites/lstm.js';
export { softmaxCrossEntropy } from './composites/softmax-cross-entropy.js';
export type { FeatureWeights } from './composites/per-feature.js';
export type { RecurrentActivation, RecurrentWeights } from './composites/recurrence.js';

// TensorFlow.js
export * from './tensorflow/arguments.js';
export * from './tensorflow/images.js';
export { valueAndGradients, type ValueAndGradients } from './tensorflow/gradients.js';
export { fromLayers, type AdaptedLayersModel, type FromLayersOptions } from './adapters/layers-model.js';
export { stopGradient } from './tensorflow/stop-gradient.js';
export { toNdArray, toTensor } from './tensorflow/tensors.js';
export { fromOptimizer } from './adapters/tf-optimizer.js';

// learning
export { applyPredictor } from './learning/apply-predictor.js';
export type {
  ContrastiveBatch,
  LabelledBatch,
  TensorBatch,
  TripletBatch,
  UnlabelledBatch,
} from './learning/batches.js';
export type { HookContext, StepHooks, WeightContext } from './learning/step-hooks.js';
export { defineLearner, type LearnerDefinition } from './learning/define-learner.js';
export {
  Learner,
  type LearnerContext,
  type LearnerParts,
  type LogOptions,
  type TrainingStep,
} from './learning/learner.js';
export { cloneModel } from './learning/clone-model.js';
export { joinStates } from './learning/join-states.js';
export { nestedLoss } from './learning/nested-loss.js';
export {
  ownedState,
  type FittedValue,
  type OwnedState,
  type OwnStep,
  type StateContext,
  type StateDeclaration,
  type StateOwner,
} from './learning/owned-state.js';
export { defineModel, type ModelDefinition, type ModelScope, type NamedTensors } from './learning/define-model.js';
export { freeze, unfreeze, type FreezeRule } from './learning/freeze.js';
export { learnerShape, type LearnerConfig } from './learning/learner-schema.js';
export { mapWeights, type MapWeightsOptions, type WeightMap } from './learning/map-weights.js';
export type {
  Loss,
  LossArguments,
  LossFunction,
  LossHead,
  LossTraits,
  LossWeight,
  ScoreScale,
  TargetFault,
  TreeLoss,
} from './learning/loss.js';
export { measureLoss, sumHeads, type MeasuredLoss } from './learning/measure-loss.js';
export { mergeMetricValues } from './learning/merge-metric-values.js';
export {
  isFigure,
  type BarsFigure,
  type CurveFigure,
  type CurveLine,
  type Figure,
  type FigureReference,
  type MatrixFigure,
  type PointGroup,
  type ParallelAxis,
  type ParallelFigure,
  type PointsFigure,
} from './learning/figure.js';
export {
  isHostMetric,
  type AnyMetric,
  type HostMetric,
  type HostMetricContext,
  type HostMetricInput,
  type Metric,
  type MetricBase,
  type MetricContext,
  type MetricInput,
  type MetricResult,
  type MetricTraits,
  type MetricScores,
  type MetricUpdateContext,
  type MetricValues,
  type MetricView,
  type TensorMetricInput,
} from './learning/metric.js';
export type { MetricDetail } from './learning/metric-report.js';
export { MetricCollection, type MetricCollectionOptions, type MetricsInput } from './learning/metric-collection.js';
export { derivedMetric } from './learning/derived-metric.js';
export { compose, type ComposedValues, type ComposeOptions } from './learning/compose.js';
export { MetricTracker, type BestResult, type MetricTrackerOptions } from './learning/metric-tracker.js';
export { metricShape, metricView, type MetricSettings } from './learning/metric-shape.js';
export { MetricState, type MetricColumns, type MetricNumbers, type NestedNumbers } from './learning/metric-state.js';
export type { ApplyOptions, BuildContext, LayerSummary, Model, ModelSummary, ModelWeight } from './learning/model.js';
export type {
  GradientOptimizer,
  HyperNumbers,
  LossEvaluation,
  LossGradients,
  NamedNumbers,
  Optimizer,
  OptimizerUpdate,
} from './learning/optimizer.js';
export { elementwise } from './learning/elementwise.js';
export {
  elementwiseOptimizer,
  type ElementwiseOptimizer,
  type NamedSlots,
  type ScalarsFor,
  type TensorsFor,
  type UpdatedParameter,
} from './learning/elementwise-optimizer.js';
export { clipGradients, type AdaptiveClip, type GradientClip } from './learning/gradient-clip.js';
export { groupedOptimizer } from './learning/grouped-optimizer.js';
export { readSlots, slotEntries, slotEntry, writeSlots, type SlotStart } from './learning/optimizer-slots.js';
export { matchesPattern } from './learning/name-pattern.js';
export { partedOptimizer, type OptimizerPart, type PartParameter } from './learning/parted-optimizer.js';
export { parameterwiseOptimizer, type ParameterwiseOptimizer } from './learning/parameterwise-optimizer.js';
export {
  groupsShape,
  type GroupFields,
  type GroupOption,
  type GroupShape,
  type GroupsShape,
  type ParameterGroup,
} from './learning/parameter-groups.js';
export { modelGroup, type ModelGroup } from './learning/model-group.js';
export type {
  AnyPredictor,
  DecodeContext,
  FittedTo,
  Predicted,
  Predictor,
  PredictorContext,
} from './learning/predictor.js';
export { decodePrediction } from './learning/decode-prediction.js';
export { nestedPredictor, type NestedPredictor } from './learning/nested-predictor.js';
export { predictorShape } from './learning/predictor-shape.js';
export { reduce, reductionShape, sumAll, type Reduction } from './learning/reduction.js';
export type { Observation, RunTotal, Scheduler, ScheduleTime } from './learning/scheduler.js';
export { scheduleFigures, scheduleValues, type ScheduleRun, type ScheduleValues } from './learning/schedule-values.js';
export type { StepClock } from './learning/step-clock.js';
export type {
  BufferDeclaration,
  FirstValue,
  InitializerName,
  WeightDeclaration,
} from './learning/weight-declaration.js';
export type { FoldIndices, SplitInput, Splitter } from './data/splitter.js';

// training
export type {
  Callback,
  CallbackLogOptions,
  CallbackPhase,
  CallbackTime,
  CheckpointNames,
  HostHooks,
  JudgedBatch,
  RunContext,
  RunEnd,
  Snapshot,
  SnapshotOptions,
  TrainingBatch,
} from './training/callback.js';
export type { EarlyStoppingOptions } from './training/callbacks/early-stopping.js';
export type { EmaOptions } from './training/callbacks/ema.js';
export type { LrFinderOptions } from './training/callbacks/lr-finder.js';
export type { Rehearsal } from './training/rehearse.js';
export type { ModelCheckpointOptions } from './training/callbacks/model-checkpoint.js';
export type { ProgressBarOptions } from './training/callbacks/progress-bar.js';
export type { SwaOptions } from './training/callbacks/swa.js';
export {
  readCheckpoint,
  type Checkpoint,
  type CheckpointFile,
  type CheckpointManifest,
} from './training/checkpoints/checkpoint.js';
export { readSafetensors, writeSafetensors } from './training/checkpoints/safetensors.js';
export type { ReportedDetails } from './training/details.js';
export type { Clock, ClockUnit } from './learning/clock.js';
export type { FitResult } from './training/fit-result.js';
export type { ClockInterval, EpochLimit } from './training/interval.js';
export type { Logger, LoggerContext, LoggerEnd, LogRecord, Monitor, RunStatus } from './training/logger.js';
export type { JsonLinesOptions } from './training/loggers/json-lines.js';
export type { MonitorMode } from './training/monitor.js';
export type { ProjectDescription } from './training/project-description.js';
export type { RunLimits, StageLimits } from './training/run-limits.js';
export { Trainer } from './training/trainer.js';
export type {
  ActionOptions,
  DescribeOptions,
  FitOptions,
  PredictOptions,
  RequiredLimit,
  TrainerOptions,
} from './training/trainer-options.js';
export type { ReportedValues } from './training/training-events.js';

// figures
export { figureOf, type FigureOfOptions } from './figures/figure-of.js';
export { historyFigures } from './figures/history-figures.js';
export { toSvg, type SvgOptions } from './figures/to-svg.js';
export { toVegaLite, type VegaLiteSpec } from './figures/to-vega-lite.js';

// search
export * from './search/index.js';

// project
export { parseConfig, type ParsedConfig } from './project/config-file.js';
export { latestCheckpoint } from './project/latest-checkpoint.js';
export { loadProject } from './project/load-project.js';
export type { LearnerFactory } from './project/make-learner.js';
export { projectFromConfig, projectJsonSchema, type ProjectJsonSchema } from './project/project-config.js';
export { Project, type ProjectOptions, type ProjectPredictOptions } from './project/project.js';
export {
  crossValidationReportHtml,
  type CrossValidationReport,
  type ReportedFold,
} from './project/report/cross-validation-report.js';
export { searchReportHtml, type RefitReport, type SearchReport } from './project/report/search-report.js';
export * from './project/selection/index.js';

// warnings
export { warn } from './node/warnings.js';

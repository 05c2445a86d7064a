/**
 * What engines and tools need of core, and programs do not: steps and what they give, composites on their way, TensorFlow.js's
 * internals, and the parts of a run.
 *
 * @module engine
 */
import './register.js';

// registry
export { kindDefinition } from './registry/kind-definition.js';
export { packageVersions } from './registry/package-versions.js';

// errors
export { userLine } from './errors/user-line.js';

// files
export { localFiles } from './node/local-files.js';
export type { Files, Machine } from './node/platform.js';
export { sha256 } from './node/sha256.js';
export { thisMachine, userCacheFolder } from './node/this-machine.js';

// tfjs-node
export {
  findNativeTensorflow,
  loadNativeTensorflow,
  nativeFolder,
  type NativeInstallation,
  type NativeTensorflow,
} from './node/native/native-tensorflow.js';
export { checkNativeTensorflow } from './node/native/check-native.js';
export { NATIVE_LAYOUT, NATIVE_VERSIONS } from './node/native/native-folder.js';
export type { NativeAttribute, NativeBinding, NativeTensor, NativeValues } from './node/native/native-binding.js';

// random
export { philox4x32 } from './random/philox.js';
export type { PhiloxCounter, PhiloxKey } from './random/philox-fill.js';

// data
// Not by its own name: a module that exports then cannot be imported by await.
export { then as after } from './data/promises.js';
export { computedArray, type ComputedArray } from './data/computed-array.js';
export type { Allocate } from './data/array-pool.js';
export { float32FromHalf, int64FromUint32 } from './data/widen.js';

// TensorFlow.js
export { areBatchesCrossed } from './tensorflow/crossed-batches.js';
export { runCpuKernel, type KernelArray } from './tensorflow/cpu-kernel.js';
export {
  runDifferentiable,
  type DifferentiableFunction,
  type FunctionWithGradient,
} from './tensorflow/custom-gradient.js';
export { conv2dInfo, conv3dInfo, pool2dInfo, pool3dInfo } from './tensorflow/kernel-shapes/convolution.js';
export { broadcastShape, elementwiseShapes } from './tensorflow/kernel-shapes/elementwise.js';
export { kernelShapes } from './tensorflow/kernel-shapes/index.js';
export {
  attribute,
  normalAxes,
  type Infer,
  type InferTable,
  type KernelAttributes,
  type KernelDType,
  type KernelInputs,
  type KernelValue,
} from './tensorflow/kernel-shapes/infer.js';
export { reducedAxes } from './tensorflow/kernel-shapes/reduction.js';
export {
  readTensorOf,
  symbolicTensor,
  withSymbolicBackend,
  type ConstantValues,
  type SymbolicRecorder,
  type SymbolicTensor,
} from './tensorflow/symbolic-backend.js';
export { repairGradients } from './tensorflow/gradient-repairs/install.js';
export {
  isMended,
  knownLimits,
  markRepaired,
  metLimits,
  repairedKernels,
  watchLimits,
  type KnownLimit,
  type LimitedCall,
  type LimitedInput,
} from './tensorflow/limits.js';
export { withHostParts } from './tensorflow/tensors.js';

// steps
export {
  composites,
  withCompositeInterceptor,
  type CompositeForward,
  type CompositeInterceptor,
} from './steps/composite.js';
export { CTC_IMPOSSIBLE } from './composites/ctc-recursion.js';
export { compositeGradient, compositeNames } from './composites/names.js';
export { registeredLowerings, registerLowering, type TargetLowerings } from './steps/lowerings.js';
export type { EngineSetup } from './steps/engine.js';
export {
  checkStateShape,
  checkStateValue,
  checkStepOutput,
  declaredState,
  hyperNumber,
  requireSetUp,
} from './steps/engine-checks.js';
export { watchPurity } from './steps/purity.js';
export { takeTree } from './steps/read-tree.js';
export { isTensorType, typedShape } from './tensorflow/shape-tree.js';
export { currentStepContext, scopedContext, withStepContext } from './steps/step-context.js';
export { streamNames } from './steps/step-random.js';
export type { DeviceTree, DeviceValue, Step, StepInput, StepOutput, StepResult } from './steps/step.js';

// learning
export { PREDICTOR_PREFIX } from './learning/step-metrics.js';
export { runPredictor } from './learning/predictor.js';
export { hostInputFor, inputFor } from './learning/metric-input.js';
export { MetricMemory } from './learning/metric-memory.js';
export type { EvaluationWeights } from './learning/evaluation-weights.js';
export { BATCH_NUMBER, type OptimizerStep } from './learning/training-step.js';
export { learnerState } from './learning/join-states.js';
export { WEIGHT_OF, type Gathering, type LogRegister } from './learning/learner-context.js';
export { splitName, type NameInGroup } from './learning/parameter-groups.js';
export { scheduledNumbers, type ScheduledNumbers } from './learning/scheduled-numbers.js';
export { clockNumbers, stepClock } from './learning/step-clock.js';

// engines
export type { EagerEngine } from './engines/eager-engine.js';
export { probeEngine, type ProbeTimes } from './engines/probe-engine.js';

// training
export { writeCheckpoint, CHECKPOINT_SCHEMA, type CheckpointContent } from './training/checkpoints/checkpoint.js';
export { isDue } from './training/interval.js';
export { describeEnd } from './training/loggers/describe-end.js';
export type { GatheredScalar, ScalarState } from './training/scalars.js';
export type { SchedulesState } from './training/schedules.js';
export type { OwningHooks } from './training/session-state.js';
export { openSession, type Session, type SessionOptions } from './training/session.js';
export type { SessionSteps } from './training/session-steps.js';
export type {
  BatchListener,
  CallbackLogs,
  RunState,
  SavedRun,
  TrainingEvent,
  TrainingRun,
} from './training/training-events.js';
export { startTrainingRun } from './training/training-loop.js';

// other processes
export { importProject, jobHandler, type JobHandlerOptions } from './project/selection/handle-job.js';
export { latestSearch } from './project/selection/read-search.js';
export { noteModule } from './registry/noted-modules.js';

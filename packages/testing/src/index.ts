export { checkComponent, type CheckResult } from './check-component.js';
export { componentChecks, type ComponentCheck, type ComponentCheckOptions } from './component-checks.js';
export { ConformanceError } from './conformance-error.js';
export type {
  CallbackConformance,
  Conformance,
  ConformanceKinds,
  DatasetConformance,
  LearnerConformance,
  LoggerConformance,
  LossConformance,
  MachineConformance,
  MetricConformance,
  ModelConformance,
  OptimizerConformance,
  PredictorConformance,
  CollateConformance,
  SamplerConformance,
  SchedulerConformance,
  DistributionConformance,
  PrunerConformance,
  SplitterConformance,
  StrategyConformance,
  FixtureTree,
  TensorFixture,
  TransformConformance,
} from './conformance.js';
export { describeComponent, type TestRunner } from './describe-component.js';
export { describeGoldens, type GoldenOptions, type GoldenRunner } from './golden/describe-goldens.js';
export type { GoldenEngines } from './golden/engine-session.js';
export type { GoldenCase, GoldenFile, GoldenRecord, GoldenTensor, GoldenValue } from './golden/golden-file.js';
export { caseCheck, ensure, type Case, type Check, type KindSuite, type Subject } from './shared/check.js';

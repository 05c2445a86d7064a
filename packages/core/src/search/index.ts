/** What of searches is public. */

export {
  compareFolds,
  type CompareFoldsOptions,
  type FoldAlternative,
  type FoldComparison,
  type FoldTest,
} from './compare-folds.js';
export type {
  ChoiceDistribution,
  Distribution,
  NumberDistribution,
  SearchParameters,
  SearchSpace,
} from './distribution.js';
export type { Executor, ExecutorContext, Job, JobHandler, JobQueue, WorkerOptions } from './executor.js';
export { parameterImportances, type ImportanceOptions } from './importance/parameter-importances.js';
export type { Objective } from './objective.js';
export type { Pruner, PrunerView } from './pruner.js';
export { paretoFront, rankedTrials } from './rank-trials.js';
export { searchFigures } from './search-figures.js';
export { allDistributions, chooseFrom, placeOf, spaceOption, valueAt, type SearchSpaceInput } from './space.js';
export type { Strategy, StrategyView } from './strategy.js';
export { Study, type StudyOptions } from './study.js';
export { trialsCsv, trialsJson } from './trial-table.js';
export type { Proposal, Trial, TrialBudget, TrialFault, TrialResult, TrialState } from './trial.js';
export type { ChoiceOptions } from './distributions/choice.js';
export type { ConditionalOptions } from './distributions/conditional.js';
export type { IntOptions } from './distributions/int.js';
export type { LogUniformOptions } from './distributions/log-uniform.js';
export type { QuantizedOptions } from './distributions/quantized.js';
export type { UniformOptions } from './distributions/uniform.js';

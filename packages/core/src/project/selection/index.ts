/** What of model selection is public. */

export type { CrossValidationOptions, CrossValidationResult, FoldResult, FoldSeconds } from './cross-validation.js';
export type { CurveScores } from './curve-scores.js';
export { fromPlainError, toPlainError, type PlainError } from '../../errors/errors-as-data.js';
export type { ProcessesOptions } from './executors/processes.js';
export { foldEnsemble, type FoldEnsembleOptions } from './fold-ensemble.js';
export {
  learningCurve,
  learningCurveFigures,
  type LearningCurveOptions,
  type LearningCurveResult,
} from './learning-curve.js';
export {
  nestedCrossValidate,
  type NestedCrossValidationOptions,
  type NestedCrossValidationResult,
  type NestedFold,
} from './nested-cross-validate.js';
export {
  permutationTestScore,
  type PermutationTestOptions,
  type PermutationTestResult,
} from './permutation-test-score.js';
export { readSearch, type WrittenSearch } from './read-search.js';
export type { FoldsOptions } from './run-recorded.js';
export type { NamedObjective, ObjectiveInput, SearchOptions } from './search-options.js';
export type { SearchResult } from './search.js';
export {
  validationCurve,
  validationCurveFigures,
  type FailedFold,
  type ParameterValue,
  type ValidationCurveOptions,
  type ValidationCurveResult,
} from './validation-curve.js';

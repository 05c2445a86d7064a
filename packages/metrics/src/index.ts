import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export type { ClassCounts } from './shared/average-scores.js';
export { meanMetric, type MeanMetricOptions } from './shared/mean-metric.js';
export { statScoresMetric, type StatScoresMetricOptions } from './shared/stat-scores-metric.js';
export {
  checkStatScores,
  statScoresShape,
  type Average,
  type ClassificationTask,
  type StatScoresOptions,
  type StatScoresSettings,
} from './shared/stat-scores-options.js';

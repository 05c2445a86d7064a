import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export type { ThresholdCounts, ThresholdScoring } from './threshold/threshold-scorings.js';
export { tuneThreshold, type TunedThreshold, type TuneThresholdOptions } from './threshold/tune-threshold.js';

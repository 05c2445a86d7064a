// Generated from the components beside it: npm run barrels.
export * from './aggregation/mean.js';
export * from './classification/accuracy.js';
export * from './classification/f-beta-score.js';
export * from './classification/f1-score.js';
export * from './classification/hamming-distance.js';
export * from './classification/negative-predictive-value.js';
export * from './classification/precision.js';
export * from './classification/recall.js';
export * from './classification/specificity.js';
export * from './classification/stat-scores.js';
export * from './regression/mean-squared-error.js';

import type { accuracy, AccuracyOptions } from './classification/accuracy.js';
import type { fBetaScore, FBetaScoreOptions } from './classification/f-beta-score.js';
import type { f1Score, F1ScoreOptions } from './classification/f1-score.js';
import type { hammingDistance, HammingDistanceOptions } from './classification/hamming-distance.js';
import type { mean, MeanOptions } from './aggregation/mean.js';
import type { meanSquaredError, MeanSquaredErrorOptions } from './regression/mean-squared-error.js';
import type { negativePredictiveValue, NegativePredictiveValueOptions } from './classification/negative-predictive-value.js';
import type { precision, PrecisionOptions } from './classification/precision.js';
import type { recall, RecallOptions } from './classification/recall.js';
import type { specificity, SpecificityOptions } from './classification/specificity.js';
import type { statScores, StatScoresOptions } from './classification/stat-scores.js';

declare module '@lml/core' {
  interface MetricComponents {
    /** See {@link accuracy}. */
    accuracy: typeof accuracy;
    /** See {@link fBetaScore}. */
    'f-beta-score': typeof fBetaScore;
    /** See {@link f1Score}. */
    'f1-score': typeof f1Score;
    /** See {@link hammingDistance}. */
    'hamming-distance': typeof hammingDistance;
    /** See {@link mean}. */
    mean: typeof mean;
    /** See {@link meanSquaredError}. */
    'mean-squared-error': typeof meanSquaredError;
    /** See {@link negativePredictiveValue}. */
    'negative-predictive-value': typeof negativePredictiveValue;
    /** See {@link precision}. */
    precision: typeof precision;
    /** See {@link recall}. */
    recall: typeof recall;
    /** See {@link specificity}. */
    specificity: typeof specificity;
    /** See {@link statScores}. */
    'stat-scores': typeof statScores;
  }
  interface MetricOptions {
    /** See {@link accuracy}. */
    accuracy: AccuracyOptions;
    /** See {@link fBetaScore}. */
    'f-beta-score': FBetaScoreOptions;
    /** See {@link f1Score}. */
    'f1-score': F1ScoreOptions;
    /** See {@link hammingDistance}. */
    'hamming-distance': HammingDistanceOptions;
    /** See {@link mean}. */
    mean: MeanOptions;
    /** See {@link meanSquaredError}. */
    'mean-squared-error': MeanSquaredErrorOptions;
    /** See {@link negativePredictiveValue}. */
    'negative-predictive-value': NegativePredictiveValueOptions;
    /** See {@link precision}. */
    precision: PrecisionOptions;
    /** See {@link recall}. */
    recall: RecallOptions;
    /** See {@link specificity}. */
    specificity: SpecificityOptions;
    /** See {@link statScores}. */
    'stat-scores': StatScoresOptions;
  }
}

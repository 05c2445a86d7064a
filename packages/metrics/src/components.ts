// Generated from the components beside it: npm run barrels.
export * from './aggregation/mean.js';
export * from './classification/accuracy.js';
export * from './classification/f1-score.js';
export * from './regression/mean-squared-error.js';

import type { accuracy, AccuracyOptions } from './classification/accuracy.js';
import type { f1Score, F1ScoreOptions } from './classification/f1-score.js';
import type { mean, MeanOptions } from './aggregation/mean.js';
import type { meanSquaredError, MeanSquaredErrorOptions } from './regression/mean-squared-error.js';

declare module '@lml/core' {
  interface MetricComponents {
    /** See {@link accuracy}. */
    accuracy: typeof accuracy;
    /** See {@link f1Score}. */
    'f1-score': typeof f1Score;
    /** See {@link mean}. */
    mean: typeof mean;
    /** See {@link meanSquaredError}. */
    'mean-squared-error': typeof meanSquaredError;
  }
  interface MetricOptions {
    /** See {@link accuracy}. */
    accuracy: AccuracyOptions;
    /** See {@link f1Score}. */
    'f1-score': F1ScoreOptions;
    /** See {@link mean}. */
    mean: MeanOptions;
    /** See {@link meanSquaredError}. */
    'mean-squared-error': MeanSquaredErrorOptions;
  }
}

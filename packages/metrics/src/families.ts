// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  metric: {
    accuracy: 'classification',
    'continuous-ranked-probability-score': 'regression',
    'cosine-similarity': 'regression',
    'critical-success-index': 'regression',
    'f-beta-score': 'classification',
    'f1-score': 'classification',
    'hamming-distance': 'classification',
    'jensen-shannon-divergence': 'regression',
    'kl-divergence': 'regression',
    'log-cosh-error': 'regression',
    mean: 'aggregation',
    'mean-absolute-error': 'regression',
    'mean-absolute-percentage-error': 'regression',
    'mean-squared-error': 'regression',
    'mean-squared-log-error': 'regression',
    'minkowski-distance': 'regression',
    'negative-predictive-value': 'classification',
    precision: 'classification',
    recall: 'classification',
    specificity: 'classification',
    'stat-scores': 'classification',
    'symmetric-mean-absolute-percentage-error': 'regression',
    'tweedie-deviance-score': 'regression',
    'weighted-mean-absolute-percentage-error': 'regression',
  },
};

// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  metric: {
    accuracy: 'classification',
    'f-beta-score': 'classification',
    'f1-score': 'classification',
    'hamming-distance': 'classification',
    mean: 'aggregation',
    'mean-squared-error': 'regression',
    'negative-predictive-value': 'classification',
    precision: 'classification',
    recall: 'classification',
    specificity: 'classification',
    'stat-scores': 'classification',
  },
};

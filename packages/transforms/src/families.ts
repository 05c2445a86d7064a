// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  transform: {
    binarizer: 'encode',
    'column-selector': 'features',
    columns: 'columns',
    'date-parts': 'series',
    difference: 'series',
    'function-transformer': 'features',
    'k-bins-discretizer': 'encode',
    'knn-imputer': 'impute',
    'label-encoder': 'encode',
    lags: 'series',
    'max-abs-scaler': 'scale',
    'min-max-scaler': 'scale',
    'missing-indicator': 'impute',
    normalizer: 'scale',
    'one-hot-encoder': 'encode',
    'ordinal-encoder': 'encode',
    pca: 'features',
    'polynomial-features': 'features',
    'power-transformer': 'scale',
    'quantile-transformer': 'scale',
    'robust-scaler': 'scale',
    rolling: 'series',
    'simple-imputer': 'impute',
    'standard-scaler': 'scale',
    'target-encoder': 'encode',
    'variance-threshold': 'features',
  },
};

// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  predictor: {
    classification: 'classification',
    'fixed-threshold': 'threshold',
    'k-nearest-neighbours': 'neighbours',
    'multi-head': 'composed',
    regression: 'regression',
    'tuned-threshold': 'threshold',
  },
};

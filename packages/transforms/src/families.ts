// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  transform: {
    columns: 'columns',
    'one-hot-encoder': 'encode',
    'standard-scaler': 'scale',
  },
};

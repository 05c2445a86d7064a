// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  strategy: {
    asha: 'strategies',
    grid: 'strategies',
    halving: 'strategies',
    hyperband: 'strategies',
    random: 'strategies',
    sobol: 'strategies',
    tpe: 'strategies',
  },
};

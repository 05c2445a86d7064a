// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  dataset: {
    'breast-cancer': 'embedded',
    contrastive: 'blocks',
    diabetes: 'embedded',
    digits: 'embedded',
    iris: 'embedded',
    labelled: 'blocks',
    linnerud: 'embedded',
    'npy-labelled': 'readers',
    'npy-unlabelled': 'readers',
    unlabelled: 'blocks',
    wine: 'embedded',
  },
};

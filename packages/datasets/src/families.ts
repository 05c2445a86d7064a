// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  dataset: {
    'breast-cancer': 'embedded',
    chain: 'blocks',
    concat: 'blocks',
    contrastive: 'blocks',
    csv: 'readers',
    'dataset-subset': 'blocks',
    diabetes: 'embedded',
    digits: 'embedded',
    filter: 'blocks',
    'from-iterable': 'blocks',
    interleave: 'blocks',
    iris: 'embedded',
    labelled: 'blocks',
    linnerud: 'embedded',
    map: 'blocks',
    'npy-labelled': 'readers',
    'npy-unlabelled': 'readers',
    repeat: 'blocks',
    unlabelled: 'blocks',
    wine: 'embedded',
    zip: 'blocks',
  },
};

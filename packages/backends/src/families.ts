// Generated from the components beside it: npm run barrels.
import type { Families } from '@lml/core';

/** The families of the components. */
export const families: Families = {
  backend: {
    cpu: 'eager',
    tensorflow: 'eager',
    wasm: 'eager',
  },
};

// Generated from the components beside it: npm run barrels.
export * from './adaptive/adam.js';
export * from './adaptive/adamw.js';
export * from './momentum/sgd.js';

import type { adam, AdamOptions } from './adaptive/adam.js';
import type { adamw, AdamwOptions } from './adaptive/adamw.js';
import type { sgd, SgdOptions } from './momentum/sgd.js';

declare module '@lml/core' {
  interface OptimizerComponents {
    /** See {@link adam}. */
    adam: typeof adam;
    /** See {@link adamw}. */
    adamw: typeof adamw;
    /** See {@link sgd}. */
    sgd: typeof sgd;
  }
  interface OptimizerOptions {
    /** See {@link adam}. */
    adam: AdamOptions;
    /** See {@link adamw}. */
    adamw: AdamwOptions;
    /** See {@link sgd}. */
    sgd: SgdOptions;
  }
}

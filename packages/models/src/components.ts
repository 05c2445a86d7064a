// Generated from the components beside it: npm run barrels.
export * from './composed/ensemble.js';
export * from './convolutional/lenet.js';
export * from './feed-forward/mlp.js';

import type { ensemble, EnsembleOptions } from './composed/ensemble.js';
import type { lenet, LenetOptions } from './convolutional/lenet.js';
import type { mlp, MlpOptions } from './feed-forward/mlp.js';

declare module '@lml/core' {
  interface ModelComponents {
    /** See {@link ensemble}. */
    ensemble: typeof ensemble;
    /** See {@link lenet}. */
    lenet: typeof lenet;
    /** See {@link mlp}. */
    mlp: typeof mlp;
  }
  interface ModelOptions {
    /** See {@link ensemble}. */
    ensemble: EnsembleOptions;
    /** See {@link lenet}. */
    lenet: LenetOptions;
    /** See {@link mlp}. */
    mlp: MlpOptions;
  }
}

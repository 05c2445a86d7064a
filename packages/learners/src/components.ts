// Generated from the components beside it: npm run barrels.
export * from './self-supervised/contrastive.js';
export * from './supervised/supervised.js';

import type { contrastive, ContrastiveOptions } from './self-supervised/contrastive.js';
import type { supervised, SupervisedOptions } from './supervised/supervised.js';

declare module '@lml/core' {
  interface LearnerComponents {
    /** See {@link contrastive}. */
    contrastive: typeof contrastive;
    /** See {@link supervised}. */
    supervised: typeof supervised;
  }
  interface LearnerOptions {
    /** See {@link contrastive}. */
    contrastive: ContrastiveOptions;
    /** See {@link supervised}. */
    supervised: SupervisedOptions;
  }
}

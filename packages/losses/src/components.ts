// Generated from the components beside it: npm run barrels.
export * from './classification/cross-entropy.js';
export * from './composed/multi-head.js';
export * from './metric-learning/nt-xent.js';
export * from './regression/mse.js';

import type { crossEntropy, CrossEntropyOptions } from './classification/cross-entropy.js';
import type { mse, MseOptions } from './regression/mse.js';
import type { multiHead, MultiHeadOptions } from './composed/multi-head.js';
import type { ntXent, NtXentOptions } from './metric-learning/nt-xent.js';

declare module '@lml/core' {
  interface LossComponents {
    /** See {@link crossEntropy}. */
    'cross-entropy': typeof crossEntropy;
    /** See {@link mse}. */
    mse: typeof mse;
    /** See {@link multiHead}. */
    'multi-head': typeof multiHead;
    /** See {@link ntXent}. */
    'nt-xent': typeof ntXent;
  }
  interface LossOptions {
    /** See {@link crossEntropy}. */
    'cross-entropy': CrossEntropyOptions;
    /** See {@link mse}. */
    mse: MseOptions;
    /** See {@link multiHead}. */
    'multi-head': MultiHeadOptions;
    /** See {@link ntXent}. */
    'nt-xent': NtXentOptions;
  }
}

// Generated from the components beside it: npm run barrels.
export * from './classification/classification.js';
export * from './composed/multi-head.js';
export * from './neighbours/k-nearest-neighbours.js';
export * from './regression/regression.js';

import type { classification, ClassificationOptions } from './classification/classification.js';
import type { kNearestNeighbours, KNearestNeighboursOptions } from './neighbours/k-nearest-neighbours.js';
import type { multiHead, MultiHeadOptions } from './composed/multi-head.js';
import type { regression, RegressionOptions } from './regression/regression.js';

declare module '@lml/core' {
  interface PredictorComponents {
    /** See {@link classification}. */
    classification: typeof classification;
    /** See {@link kNearestNeighbours}. */
    'k-nearest-neighbours': typeof kNearestNeighbours;
    /** See {@link multiHead}. */
    'multi-head': typeof multiHead;
    /** See {@link regression}. */
    regression: typeof regression;
  }
  interface PredictorOptions {
    /** See {@link classification}. */
    classification: ClassificationOptions;
    /** See {@link kNearestNeighbours}. */
    'k-nearest-neighbours': KNearestNeighboursOptions;
    /** See {@link multiHead}. */
    'multi-head': MultiHeadOptions;
    /** See {@link regression}. */
    regression: RegressionOptions;
  }
}

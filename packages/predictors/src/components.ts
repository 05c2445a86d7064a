// Generated from the components beside it: npm run barrels.
export * from './classification/classification.js';
export * from './composed/multi-head.js';
export * from './neighbours/k-nearest-neighbours.js';
export * from './regression/regression.js';
export * from './threshold/fixed-threshold.js';
export * from './threshold/tuned-threshold.js';

import type { classification, ClassificationOptions } from './classification/classification.js';
import type { fixedThreshold, FixedThresholdOptions } from './threshold/fixed-threshold.js';
import type { kNearestNeighbours, KNearestNeighboursOptions } from './neighbours/k-nearest-neighbours.js';
import type { multiHead, MultiHeadOptions } from './composed/multi-head.js';
import type { regression, RegressionOptions } from './regression/regression.js';
import type { tunedThreshold, TunedThresholdOptions } from './threshold/tuned-threshold.js';

declare module '@lml/core' {
  interface PredictorComponents {
    /** See {@link classification}. */
    classification: typeof classification;
    /** See {@link fixedThreshold}. */
    'fixed-threshold': typeof fixedThreshold;
    /** See {@link kNearestNeighbours}. */
    'k-nearest-neighbours': typeof kNearestNeighbours;
    /** See {@link multiHead}. */
    'multi-head': typeof multiHead;
    /** See {@link regression}. */
    regression: typeof regression;
    /** See {@link tunedThreshold}. */
    'tuned-threshold': typeof tunedThreshold;
  }
  interface PredictorOptions {
    /** See {@link classification}. */
    classification: ClassificationOptions;
    /** See {@link fixedThreshold}. */
    'fixed-threshold': FixedThresholdOptions;
    /** See {@link kNearestNeighbours}. */
    'k-nearest-neighbours': KNearestNeighboursOptions;
    /** See {@link multiHead}. */
    'multi-head': MultiHeadOptions;
    /** See {@link regression}. */
    regression: RegressionOptions;
    /** See {@link tunedThreshold}. */
    'tuned-threshold': TunedThresholdOptions;
  }
}

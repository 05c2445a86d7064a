// Generated from the components beside it: npm run barrels.
export * from './hold-out/train-test-split.js';
export * from './k-fold/k-fold.js';
export * from './k-fold/stratified-k-fold.js';

import type { kFold, KFoldOptions } from './k-fold/k-fold.js';
import type { stratifiedKFold, StratifiedKFoldOptions } from './k-fold/stratified-k-fold.js';
import type { trainTestSplit, TrainTestSplitOptions } from './hold-out/train-test-split.js';

declare module '@lml/core' {
  interface SplitterComponents {
    /** See {@link kFold}. */
    'k-fold': typeof kFold;
    /** See {@link stratifiedKFold}. */
    'stratified-k-fold': typeof stratifiedKFold;
    /** See {@link trainTestSplit}. */
    'train-test-split': typeof trainTestSplit;
  }
  interface SplitterOptions {
    /** See {@link kFold}. */
    'k-fold': KFoldOptions;
    /** See {@link stratifiedKFold}. */
    'stratified-k-fold': StratifiedKFoldOptions;
    /** See {@link trainTestSplit}. */
    'train-test-split': TrainTestSplitOptions;
  }
}

import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export { checkCv, type CheckCvOptions } from './check-cv.js';
export { foldOptions, foldShape } from './shared/fold-schema.js';
export { kFoldSplitter, type Dealer, type KFoldSplitterOptions } from './shared/k-fold-splitter.js';
export { leaveOutSplitter, type Units } from './shared/leave-out-splitter.js';
export { type PartSizes } from './shared/part-sizes.js';
export { repeatedShape, repeatedSplitter, type RepeatedSplitterOptions } from './shared/repeated-splitter.js';
export { shuffleOptions, shuffleShape } from './shared/shuffle-schema.js';
export { shuffleSplitter, type ShuffleSplitterOptions } from './shared/shuffle-splitter.js';

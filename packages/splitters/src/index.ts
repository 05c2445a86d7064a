import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export { foldOptions, foldShape } from './shared/fold-schema.js';
export { kFoldSplitter, type KFoldSplitterOptions } from './shared/k-fold-splitter.js';

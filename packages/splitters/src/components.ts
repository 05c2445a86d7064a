// Generated from the components beside it: npm run barrels.
export * from './hold-out/train-test-split.js';
export * from './k-fold/k-fold.js';
export * from './k-fold/stratified-k-fold.js';

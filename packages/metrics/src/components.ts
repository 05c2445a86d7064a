// Generated from the components beside it: npm run barrels.
export * from './aggregation/mean.js';
export * from './classification/accuracy.js';
export * from './classification/f1-score.js';
export * from './regression/mean-squared-error.js';

// Generated from the components beside it: npm run barrels.
export * from './classification/cross-entropy.js';
export * from './metric-learning/nt-xent.js';
export * from './regression/mse.js';

// Generated from the components beside it: npm run barrels.
export * from './classification/classification.js';
export * from './neighbours/k-nearest-neighbours.js';
export * from './regression/regression.js';

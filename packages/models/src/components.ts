// Generated from the components beside it: npm run barrels.
export * from './convolutional/lenet.js';
export * from './feed-forward/mlp.js';

// Generated from the components beside it: npm run barrels.
export * from './self-supervised/contrastive.js';
export * from './supervised/supervised.js';

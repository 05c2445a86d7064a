// Generated from the components beside it: npm run barrels.
export * from './adaptive/adam.js';
export * from './adaptive/adamw.js';
export * from './momentum/sgd.js';

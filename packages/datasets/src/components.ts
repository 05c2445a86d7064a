// Generated from the components beside it: npm run barrels.
export * from './blocks/contrastive.js';
export * from './blocks/labelled.js';
export * from './blocks/unlabelled.js';
export * from './embedded/diabetes.js';
export * from './embedded/digits.js';
export * from './embedded/iris.js';
export * from './readers/npy-labelled.js';

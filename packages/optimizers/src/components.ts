export * from './adaptive/adam.js';
export * from './adaptive/adamw.js';
export * from './momentum/sgd.js';

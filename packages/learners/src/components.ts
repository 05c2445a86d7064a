export * from './self-supervised/contrastive.js';
export * from './supervised/supervised.js';

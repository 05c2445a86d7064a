export * from './convolutional/lenet.js';
export * from './feed-forward/mlp.js';

import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export type { Reduction } from './shared/reduction.js';

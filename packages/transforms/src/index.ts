import './register.js';

export * from './components.js';
export { plugin } from './register.js';

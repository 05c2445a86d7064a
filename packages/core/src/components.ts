export { eager } from './steps/eager-engine.js';

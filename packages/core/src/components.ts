// Generated from the components beside it: npm run barrels.
export { auto } from './steps/auto-engine.js';
export { eager } from './steps/eager-engine.js';
export { earlyStopping } from './training/callbacks/early-stopping.js';
export { modelCheckpoint } from './training/callbacks/model-checkpoint.js';
export { progressBar } from './training/callbacks/progress-bar.js';
export { consoleLogger } from './training/loggers/console.js';
export { jsonLines } from './training/loggers/json-lines.js';

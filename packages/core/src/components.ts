// Generated from the components beside it: npm run barrels.
export { pad } from './data/pad.js';
export { stack } from './data/stack.js';
export { auto } from './engines/auto-engine.js';
export { eager } from './engines/eager-engine.js';
export { earlyStopping } from './training/callbacks/early-stopping.js';
export { ema } from './training/callbacks/ema.js';
export { lrFinder } from './training/callbacks/lr-finder.js';
export { modelCheckpoint } from './training/callbacks/model-checkpoint.js';
export { progressBar } from './training/callbacks/progress-bar.js';
export { swa } from './training/callbacks/swa.js';
export { consoleLogger } from './training/loggers/console.js';
export { jsonLines } from './training/loggers/json-lines.js';

import type { earlyStopping, EarlyStoppingOptions } from './training/callbacks/early-stopping.js';
import type { ema, EmaOptions } from './training/callbacks/ema.js';
import type { lrFinder, LrFinderOptions } from './training/callbacks/lr-finder.js';
import type { modelCheckpoint, ModelCheckpointOptions } from './training/callbacks/model-checkpoint.js';
import type { progressBar, ProgressBarOptions } from './training/callbacks/progress-bar.js';
import type { swa, SwaOptions } from './training/callbacks/swa.js';
import type { pad, PadOptions } from './data/pad.js';
import type { stack, StackOptions } from './data/stack.js';
import type { auto } from './engines/auto-engine.js';
import type { eager } from './engines/eager-engine.js';
import type { consoleLogger } from './training/loggers/console.js';
import type { jsonLines, JsonLinesOptions } from './training/loggers/json-lines.js';

declare module './registry/kinds.js' {
  interface CallbackComponents {
    /** See {@link earlyStopping}. */
    'early-stopping': typeof earlyStopping;
    /** See {@link ema}. */
    ema: typeof ema;
    /** See {@link lrFinder}. */
    'lr-finder': typeof lrFinder;
    /** See {@link modelCheckpoint}. */
    'model-checkpoint': typeof modelCheckpoint;
    /** See {@link progressBar}. */
    'progress-bar': typeof progressBar;
    /** See {@link swa}. */
    swa: typeof swa;
  }
  interface CallbackOptions {
    /** See {@link earlyStopping}. */
    'early-stopping': EarlyStoppingOptions;
    /** See {@link ema}. */
    ema: EmaOptions;
    /** See {@link lrFinder}. */
    'lr-finder': LrFinderOptions;
    /** See {@link modelCheckpoint}. */
    'model-checkpoint': ModelCheckpointOptions;
    /** See {@link progressBar}. */
    'progress-bar': ProgressBarOptions;
    /** See {@link swa}. */
    swa: SwaOptions;
  }
  interface CollateComponents {
    /** See {@link pad}. */
    pad: typeof pad;
    /** See {@link stack}. */
    stack: typeof stack;
  }
  interface CollateOptions {
    /** See {@link pad}. */
    pad: PadOptions;
    /** See {@link stack}. */
    stack: StackOptions;
  }
  interface EngineComponents {
    /** See {@link auto}. */
    auto: typeof auto;
    /** See {@link eager}. */
    eager: typeof eager;
  }
  interface EngineOptions {
    /** See {@link auto}. */
    auto: NoOptions;
    /** See {@link eager}. */
    eager: NoOptions;
  }
  interface LoggerComponents {
    /** See {@link consoleLogger}. */
    console: typeof consoleLogger;
    /** See {@link jsonLines}. */
    'json-lines': typeof jsonLines;
  }
  interface LoggerOptions {
    /** See {@link consoleLogger}. */
    console: NoOptions;
    /** See {@link jsonLines}. */
    'json-lines': JsonLinesOptions;
  }
}

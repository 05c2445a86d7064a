// Generated from the components beside it: npm run barrels.
export { pad } from './data/pad.js';
export { stack } from './data/stack.js';
export { auto } from './engines/auto-engine.js';
export { eager } from './engines/eager-engine.js';
export { inProcess } from './project/selection/executors/in-process.js';
export { processes } from './project/selection/executors/processes.js';
export { choice } from './search/distributions/choice.js';
export { conditional } from './search/distributions/conditional.js';
export { int } from './search/distributions/int.js';
export { logUniform } from './search/distributions/log-uniform.js';
export { quantized } from './search/distributions/quantized.js';
export { uniform } from './search/distributions/uniform.js';
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
import type { choice, ChoiceOptions } from './search/distributions/choice.js';
import type { conditional, ConditionalOptions } from './search/distributions/conditional.js';
import type { int, IntOptions } from './search/distributions/int.js';
import type { logUniform, LogUniformOptions } from './search/distributions/log-uniform.js';
import type { quantized, QuantizedOptions } from './search/distributions/quantized.js';
import type { uniform, UniformOptions } from './search/distributions/uniform.js';
import type { auto } from './engines/auto-engine.js';
import type { eager } from './engines/eager-engine.js';
import type { inProcess } from './project/selection/executors/in-process.js';
import type { processes, ProcessesOptions } from './project/selection/executors/processes.js';
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
  interface DistributionComponents {
    /** See {@link choice}. */
    choice: typeof choice;
    /** See {@link conditional}. */
    conditional: typeof conditional;
    /** See {@link int}. */
    int: typeof int;
    /** See {@link logUniform}. */
    'log-uniform': typeof logUniform;
    /** See {@link quantized}. */
    quantized: typeof quantized;
    /** See {@link uniform}. */
    uniform: typeof uniform;
  }
  interface DistributionOptions {
    /** See {@link choice}. */
    choice: ChoiceOptions;
    /** See {@link conditional}. */
    conditional: ConditionalOptions;
    /** See {@link int}. */
    int: IntOptions;
    /** See {@link logUniform}. */
    'log-uniform': LogUniformOptions;
    /** See {@link quantized}. */
    quantized: QuantizedOptions;
    /** See {@link uniform}. */
    uniform: UniformOptions;
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
  interface ExecutorComponents {
    /** See {@link inProcess}. */
    'in-process': typeof inProcess;
    /** See {@link processes}. */
    processes: typeof processes;
  }
  interface ExecutorOptions {
    /** See {@link inProcess}. */
    'in-process': NoOptions;
    /** See {@link processes}. */
    processes: ProcessesOptions;
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

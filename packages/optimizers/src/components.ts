// Generated from the components beside it: npm run barrels.
export * from './adaptive/adam.js';
export * from './adaptive/adamw.js';
export * from './momentum/sgd.js';
export * from './schedules/cosine.js';
export * from './schedules/one-cycle.js';
export * from './schedules/reduce-on-plateau.js';
export * from './schedules/sequential.js';

import type { adam, AdamOptions } from './adaptive/adam.js';
import type { adamw, AdamwOptions } from './adaptive/adamw.js';
import type { sgd, SgdOptions } from './momentum/sgd.js';
import type { cosine, CosineOptions } from './schedules/cosine.js';
import type { oneCycle, OneCycleOptions } from './schedules/one-cycle.js';
import type { reduceOnPlateau, ReduceOnPlateauOptions } from './schedules/reduce-on-plateau.js';
import type { sequential, SequentialOptions } from './schedules/sequential.js';

declare module '@lml/core' {
  interface OptimizerComponents {
    /** See {@link adam}. */
    adam: typeof adam;
    /** See {@link adamw}. */
    adamw: typeof adamw;
    /** See {@link sgd}. */
    sgd: typeof sgd;
  }
  interface OptimizerOptions {
    /** See {@link adam}. */
    adam: AdamOptions;
    /** See {@link adamw}. */
    adamw: AdamwOptions;
    /** See {@link sgd}. */
    sgd: SgdOptions;
  }
  interface SchedulerComponents {
    /** See {@link cosine}. */
    cosine: typeof cosine;
    /** See {@link oneCycle}. */
    'one-cycle': typeof oneCycle;
    /** See {@link reduceOnPlateau}. */
    'reduce-on-plateau': typeof reduceOnPlateau;
    /** See {@link sequential}. */
    sequential: typeof sequential;
  }
  interface SchedulerOptions {
    /** See {@link cosine}. */
    cosine: CosineOptions;
    /** See {@link oneCycle}. */
    'one-cycle': OneCycleOptions;
    /** See {@link reduceOnPlateau}. */
    'reduce-on-plateau': ReduceOnPlateauOptions;
    /** See {@link sequential}. */
    sequential: SequentialOptions;
  }
}

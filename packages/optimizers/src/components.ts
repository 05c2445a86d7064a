// Generated from the components beside it: npm run barrels.
export * from './adaptive/adadelta.js';
export * from './adaptive/adagrad.js';
export * from './adaptive/adam.js';
export * from './adaptive/adamax.js';
export * from './adaptive/adamw.js';
export * from './adaptive/nadam.js';
export * from './adaptive/radam.js';
export * from './adaptive/rmsprop.js';
export * from './momentum/sgd.js';
export * from './schedules/cosine.js';
export * from './schedules/one-cycle.js';
export * from './schedules/reduce-on-plateau.js';
export * from './schedules/sequential.js';

import type { adadelta, AdadeltaOptions } from './adaptive/adadelta.js';
import type { adagrad, AdagradOptions } from './adaptive/adagrad.js';
import type { adam, AdamOptions } from './adaptive/adam.js';
import type { adamax, AdamaxOptions } from './adaptive/adamax.js';
import type { adamw, AdamwOptions } from './adaptive/adamw.js';
import type { nadam, NadamOptions } from './adaptive/nadam.js';
import type { radam, RadamOptions } from './adaptive/radam.js';
import type { rmsprop, RmspropOptions } from './adaptive/rmsprop.js';
import type { sgd, SgdOptions } from './momentum/sgd.js';
import type { cosine, CosineOptions } from './schedules/cosine.js';
import type { oneCycle, OneCycleOptions } from './schedules/one-cycle.js';
import type { reduceOnPlateau, ReduceOnPlateauOptions } from './schedules/reduce-on-plateau.js';
import type { sequential, SequentialOptions } from './schedules/sequential.js';

declare module '@lml/core' {
  interface OptimizerComponents {
    /** See {@link adadelta}. */
    adadelta: typeof adadelta;
    /** See {@link adagrad}. */
    adagrad: typeof adagrad;
    /** See {@link adam}. */
    adam: typeof adam;
    /** See {@link adamax}. */
    adamax: typeof adamax;
    /** See {@link adamw}. */
    adamw: typeof adamw;
    /** See {@link nadam}. */
    nadam: typeof nadam;
    /** See {@link radam}. */
    radam: typeof radam;
    /** See {@link rmsprop}. */
    rmsprop: typeof rmsprop;
    /** See {@link sgd}. */
    sgd: typeof sgd;
  }
  interface OptimizerOptions {
    /** See {@link adadelta}. */
    adadelta: AdadeltaOptions;
    /** See {@link adagrad}. */
    adagrad: AdagradOptions;
    /** See {@link adam}. */
    adam: AdamOptions;
    /** See {@link adamax}. */
    adamax: AdamaxOptions;
    /** See {@link adamw}. */
    adamw: AdamwOptions;
    /** See {@link nadam}. */
    nadam: NadamOptions;
    /** See {@link radam}. */
    radam: RadamOptions;
    /** See {@link rmsprop}. */
    rmsprop: RmspropOptions;
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

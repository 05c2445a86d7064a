// Generated from the components beside it: npm run barrels.
export * from './pruners/median.js';
export * from './pruners/patient.js';
export * from './pruners/percentile.js';
export * from './pruners/threshold.js';
export * from './strategies/asha.js';
export * from './strategies/grid.js';
export * from './strategies/halving.js';
export * from './strategies/hyperband.js';
export * from './strategies/random.js';
export * from './strategies/sobol.js';
export * from './strategies/tpe.js';

import type { NoOptions } from '@lml/core';

import type { median, MedianOptions } from './pruners/median.js';
import type { patient, PatientOptions } from './pruners/patient.js';
import type { percentile, PercentileOptions } from './pruners/percentile.js';
import type { threshold, ThresholdOptions } from './pruners/threshold.js';
import type { asha, AshaOptions } from './strategies/asha.js';
import type { grid } from './strategies/grid.js';
import type { halving, HalvingOptions } from './strategies/halving.js';
import type { hyperband, HyperbandOptions } from './strategies/hyperband.js';
import type { random } from './strategies/random.js';
import type { sobol, SobolOptions } from './strategies/sobol.js';
import type { tpe, TpeOptions } from './strategies/tpe.js';

declare module '@lml/core' {
  interface PrunerComponents {
    /** See {@link median}. */
    median: typeof median;
    /** See {@link patient}. */
    patient: typeof patient;
    /** See {@link percentile}. */
    percentile: typeof percentile;
    /** See {@link threshold}. */
    threshold: typeof threshold;
  }
  interface PrunerOptions {
    /** See {@link median}. */
    median: MedianOptions;
    /** See {@link patient}. */
    patient: PatientOptions;
    /** See {@link percentile}. */
    percentile: PercentileOptions;
    /** See {@link threshold}. */
    threshold: ThresholdOptions;
  }
  interface StrategyComponents {
    /** See {@link asha}. */
    asha: typeof asha;
    /** See {@link grid}. */
    grid: typeof grid;
    /** See {@link halving}. */
    halving: typeof halving;
    /** See {@link hyperband}. */
    hyperband: typeof hyperband;
    /** See {@link random}. */
    random: typeof random;
    /** See {@link sobol}. */
    sobol: typeof sobol;
    /** See {@link tpe}. */
    tpe: typeof tpe;
  }
  interface StrategyOptions {
    /** See {@link asha}. */
    asha: AshaOptions;
    /** See {@link grid}. */
    grid: NoOptions;
    /** See {@link halving}. */
    halving: HalvingOptions;
    /** See {@link hyperband}. */
    hyperband: HyperbandOptions;
    /** See {@link random}. */
    random: NoOptions;
    /** See {@link sobol}. */
    sobol: SobolOptions;
    /** See {@link tpe}. */
    tpe: TpeOptions;
  }
}

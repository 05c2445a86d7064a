// Generated from the components beside it: npm run barrels.
export * from './strategies/grid.js';
export * from './strategies/random.js';
export * from './strategies/sobol.js';
export * from './strategies/tpe.js';

import type { grid, GridOptions } from './strategies/grid.js';
import type { random, RandomOptions } from './strategies/random.js';
import type { sobol, SobolOptions } from './strategies/sobol.js';
import type { tpe, TpeOptions } from './strategies/tpe.js';

declare module '@lml/core' {
  interface StrategyComponents {
    /** See {@link grid}. */
    grid: typeof grid;
    /** See {@link random}. */
    random: typeof random;
    /** See {@link sobol}. */
    sobol: typeof sobol;
    /** See {@link tpe}. */
    tpe: typeof tpe;
  }
  interface StrategyOptions {
    /** See {@link grid}. */
    grid: GridOptions;
    /** See {@link random}. */
    random: RandomOptions;
    /** See {@link sobol}. */
    sobol: SobolOptions;
    /** See {@link tpe}. */
    tpe: TpeOptions;
  }
}

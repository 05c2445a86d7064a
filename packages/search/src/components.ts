// Generated from the components beside it: npm run barrels.
export * from './strategies/grid.js';
export * from './strategies/tpe.js';

import type { grid, GridOptions } from './strategies/grid.js';
import type { tpe, TpeOptions } from './strategies/tpe.js';

declare module '@lml/core' {
  interface StrategyComponents {
    /** See {@link grid}. */
    grid: typeof grid;
    /** See {@link tpe}. */
    tpe: typeof tpe;
  }
  interface StrategyOptions {
    /** See {@link grid}. */
    grid: GridOptions;
    /** See {@link tpe}. */
    tpe: TpeOptions;
  }
}

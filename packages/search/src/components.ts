// Generated from the components beside it: npm run barrels.
export * from './strategies/grid.js';

import type { grid, GridOptions } from './strategies/grid.js';

declare module '@lml/core' {
  interface StrategyComponents {
    /** See {@link grid}. */
    grid: typeof grid;
  }
  interface StrategyOptions {
    /** See {@link grid}. */
    grid: GridOptions;
  }
}

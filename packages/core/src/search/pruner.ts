import type { MonitorMode } from '../training/monitor.js';

/** What a pruner plans by. */
export interface PrunerView {
  /** The curves of the trials that were completed, of the fold that is about to run: the objective by epoch, from the first. */
  readonly curves: readonly (readonly number[])[];
  /** Which way is better. */
  readonly mode: MonitorMode;
}

/**
 * Ends trials that are hopeless. In two halves, so that no fold that runs elsewhere has to ask: `plan`, before a fold starts, looks at the
 * trials that are over; `isHopeless`, after each epoch, at the fold's own curve.
 */
export interface Pruner {
  /** What is known before a fold starts, as plain data that may travel; `undefined` where nothing is pruned yet. */
  plan(view: PrunerView): unknown;
  /** Whether to end the fold after the last epoch of `curve`, by a plan that is not `undefined`. Pure. */
  isHopeless(curve: readonly number[], plan: unknown, mode: MonitorMode): boolean;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Pruner}. */
    pruner: Pruner;
  }
}

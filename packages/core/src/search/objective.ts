import type { MonitorMode } from '../training/monitor.js';

/** A number that a search makes better. */
export interface Objective {
  /** Its name without stage: `'loss'`, `'accuracy'`. */
  readonly name: string;
  /** Which way is better. */
  readonly mode: MonitorMode;
}

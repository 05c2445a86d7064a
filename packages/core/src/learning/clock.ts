/** Where a run is. One clock for everything: every interval and every schedule counts by it. */
export interface Clock {
  /** Training batches that were processed. */
  readonly batch: number;
  /** Optimizer steps that were made. */
  readonly step: number;
  /** Training samples that were processed. */
  readonly samples: number;
  /** Epochs that were completed. */
  readonly epoch: number;
  /** Seconds of training, over all sessions of the run. */
  readonly seconds: number;
}

/** A unit of the clock. */
export type ClockUnit = keyof Clock;

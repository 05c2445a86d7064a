import type { Allocate } from './array-pool.js';
import type { HostBatch } from './batch.js';
import type { Sample } from './sample.js';

/** What stacking may use besides the samples. */
export interface CollateContext {
  /**
   * Makes room for arrays, which hold arbitrary numbers at first, and are filled anew for later batches once this one was processed.
   * Default: new arrays.
   */
  readonly allocate?: Allocate | undefined;
  /** Names the sample at a position for a message: `sample 7`, `row 7 of x.npy`. Default: by its position in the batch. */
  readonly nameOf?: ((position: number) => string) | undefined;
}

/** Stacks samples into a batch. */
export interface Collate {
  /** The batch. What cannot be an array stays in it as a list of one entry a sample. */
  (samples: readonly Sample[], context?: CollateContext): HostBatch;
  /** Whether it gives what the `getBatch` of a dataset gives, which is then used in its place. Default false. */
  readonly stacks?: boolean | undefined;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Collate}. */
    collate: Collate;
  }
}

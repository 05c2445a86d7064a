import type { BucketKeys } from '../stores/bucket-store.js';
import type { StorePlace } from '../stores/store.js';

/** What both sides are set up with. */
export interface Settings {
  /** The address of Redis. */
  readonly url: string;
  /** The name of the queue. */
  readonly queue: string;
  /** Where files travel, if they do. */
  readonly store: StorePlace | undefined;
  /** This side's keys to a bucket. */
  readonly keys: BucketKeys;
  /** The priority of a run among others, from 0 to 15. */
  readonly priority: number;
  /** How often a job is begun at most. */
  readonly attempts: number;
  /** After how many seconds of silence a worker counts as dead. */
  readonly stalledAfter: number;
  /** How many jobs are handed out at a time. */
  readonly capacity: number;
  /** For how many seconds results are kept for a run that goes on. */
  readonly keepResults: number;
}

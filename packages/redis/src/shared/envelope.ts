import type { StorePlace } from '../stores/store.js';

/** What a job is in the queue. All of it is plain data, and nothing of it is secret. */
export interface JobEnvelope {
  /** The job's own name. */
  readonly id: string;
  /** What to do. */
  readonly data: unknown;
  /** Its priority among those of its run. */
  readonly priority: number;
  /** Where the worker puts its files; it writes them in a temporary folder first. Where a job has no folder there is none. */
  readonly store?: StorePlace | undefined;
  /** The folder of this job within the store. */
  readonly place?: string | undefined;
  /** How often it is begun at most. */
  readonly attempts: number;
}

/** What a job that was done has given. */
export interface JobOutcome {
  /** The result; left out if it is `undefined`. */
  readonly result?: unknown;
  /** The folder of its files within the store. */
  readonly place?: string | undefined;
  /** Their names. */
  readonly names?: readonly string[] | undefined;
}

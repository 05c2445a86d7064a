import type { PlainError } from '../../errors/errors-as-data.js';
import type { LentArray } from '../array-pool.js';
import type { HostBatch } from '../batch.js';
import type { LoaderSettings } from '../loader-settings.js';
import type { Sample } from '../sample.js';
import type { TransformState } from '../transform.js';

/** What a worker thread is started with. */
export interface WorkerStart {
  /** Its number among all that were started. */
  readonly id: number;
  /** Who does which job: see {@link JobMessage}. */
  readonly claims: Int32Array;
}

/** What batches are made of, written down. */
export interface CarriedSource {
  /** The modules that it imports first, and the packages that are imported where nothing of them is registered. */
  readonly modules: readonly string[];
  readonly packages: readonly { readonly name: string; readonly url: string }[];
  /** The dataset, and the number by which a thread keeps it; none for a stream, which is read in the other thread. */
  readonly dataset?: { readonly id: number; readonly carried: unknown } | undefined;
  /** Of which samples of it the data are a part: those of the dataset first, then of them, and so on. */
  readonly parts: readonly ArrayLike<number>[];
  readonly transforms: unknown;
  readonly collate: unknown;
  /** The settings that are numbers and texts. */
  readonly settings: Omit<LoaderSettings, 'dataset' | 'transforms' | 'collate' | 'sampler' | 'workers'>;
}

/** What a batch is made of. */
export type BatchWork =
  | { readonly indices: ArrayLike<number>; readonly position: number }
  | { readonly samples: readonly Sample[]; readonly position: number };

/** A batch that is to be made. It may be sent to several threads: who finds its number in its slot of the claims puts its mark there, and makes it. */
export interface JobMessage {
  readonly job: number;
  readonly slot: number;
  readonly pass: number;
  readonly work: BatchWork;
  /** Arrays of earlier batches, which come back. */
  readonly returned: readonly LentArray[];
}

/** What a worker thread is told. */
export type ToWorker =
  | { readonly source: number; readonly carried: CarriedSource }
  | {
      readonly pass: number;
      readonly of: number;
      readonly epoch: number;
      /** What transforms have learnt, one after the other. */
      readonly states: readonly (TransformState | undefined)[];
    }
  | JobMessage
  /** Something is no longer needed. */
  | { readonly forget: 'source' | 'pass' | 'dataset'; readonly id: number };

/** What it tells. */
export type FromWorker =
  | { readonly done: number; readonly batch: HostBatch; readonly arrays: readonly LentArray[] }
  | { readonly done: number; readonly failed: PlainError }
  | { readonly warning: { readonly code: string; readonly message: string } };

/** The mark of a thread in the claims. */
export function markOf(id: number): number {
  return -1 - id;
}

import type { Collate } from './collate.js';
import type { Dataset, IterableDataset } from './dataset.js';
import type { Sampler } from './sampler.js';
import type { Stage } from './stage.js';
import type { Transform } from './transform.js';
import type { DataWorkers } from './workers/worker-options.js';

/** The options of a loader with defaults filled in. */
export interface LoaderSettings {
  /** See {@link DataLoaderOptions.dataset}. */
  readonly dataset: Dataset | IterableDataset;
  /** See {@link DataLoaderOptions.batchSize}. */
  readonly batchSize: number;
  /** See {@link DataLoaderOptions.shuffle}. */
  readonly shuffle: boolean;
  /** See {@link DataLoaderOptions.shuffleBuffer}. */
  readonly shuffleBuffer: number;
  /** See {@link DataLoaderOptions.sampler}. */
  readonly sampler: Sampler | undefined;
  /** See {@link DataLoaderOptions.dropLast}. */
  readonly dropLast: boolean;
  /** See {@link DataLoaderOptions.collate}. */
  readonly collate: Collate;
  /** See {@link DataLoaderOptions.prefetch}. */
  readonly prefetch: number;
  /** See {@link DataLoaderOptions.transforms}. */
  readonly transforms: readonly Transform[];
  /** See {@link DataLoaderOptions.seed}. */
  readonly seed: number;
  /** See {@link DataLoaderOptions.place}. */
  readonly place: string;
  /** See {@link DataLoaderOptions.stage}. */
  readonly stage: Stage | undefined;
  /** See {@link DataLoaderOptions.workers}; `undefined` where there are none. */
  readonly workers: DataWorkers | undefined;
}

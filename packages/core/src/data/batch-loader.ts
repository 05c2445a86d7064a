import type { LoadedBatch } from './loaded-batch.js';
import type { SampleSource } from './sample-source.js';

/** What gives batches epoch by epoch: of one dataset ({@link DataLoader}), or of several together. */
export interface BatchLoader {
  /** Batches in the first epoch; `undefined` where it is not known, as of a stream. Valid once open. */
  readonly length: number | undefined;
  /** Samples in the first epoch; `undefined` where it is not known. Valid once open. */
  readonly samples: number | undefined;
  /** Opens the data. */
  open(): Promise<void>;
  /** The batches of an epoch, from the sample at position `from` on, which is 0 or the `end` of a batch. */
  iterate(epoch: number, from?: number): AsyncGenerator<LoadedBatch, void, undefined>;
  /** Batches in an epoch; `undefined` where it is not known. */
  batchesIn(epoch: number): number | undefined;
  /** The position within the epoch at which a batch begins. */
  startOf(epoch: number, batch: number): number;
  /** The number within the epoch of the batch that the sample at a position belongs to. */
  batchAt(epoch: number, position: number): number;
  /** What the order of an epoch is known by; `undefined` where it is not known beforehand. */
  orderHash(epoch: number): Promise<string | undefined>;
  /** Where the samples of a batch come from, row by row; of the part `key` (`'target'`, `'input.image'`) where files differ. */
  sourcesOf(epoch: number, batch: number, key?: string): readonly SampleSource[];
}

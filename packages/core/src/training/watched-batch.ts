import type { HostBatch } from '../data/batch.js';
import type { LoadedBatch } from '../data/data-loader.js';
import type { TrainingBatch } from './callback.js';

/** A batch as callbacks see it. Its arrays are given back unless one of them has looked, since it may have kept them. */
export class WatchedBatch implements TrainingBatch {
  readonly index: number;
  readonly size: number;
  private isSeen = false;

  constructor(private readonly loaded: LoadedBatch) {
    this.index = loaded.index;
    this.size = loaded.size;
  }

  get batch(): HostBatch {
    this.isSeen = true;
    return this.loaded.batch;
  }

  /** Lets the loader use the arrays again if nobody can have them. */
  giveBack(): void {
    if (!this.isSeen) this.loaded.release();
  }
}

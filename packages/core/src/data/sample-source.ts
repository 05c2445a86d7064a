import type { Dataset, IterableDataset } from './dataset.js';

/** Where a part of a sample comes from. */
export interface SampleSource {
  /** The file, where there is one. */
  readonly file?: string | undefined;
  /** Its row there, from 0; without a file its index in the dataset that was split. */
  readonly row: number;
}

/** Where sample `index` of a dataset comes from; `key` is the part that is meant, for datasets of several files. */
export function sourceOf(dataset: Dataset | IterableDataset, index: number, key?: string): SampleSource {
  return ('source' in dataset ? dataset.source?.(index, key) : undefined) ?? { row: index };
}

/** A sample for a message: `sample 7`, `row 7 of x.npy`. */
export function nameSource({ file, row }: SampleSource): string {
  return file === undefined ? `sample ${row}` : `row ${row} of ${file}`;
}

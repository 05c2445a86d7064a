import { concatenate, type Dataset, type HostBatch, type NdArray } from '@lml/core';

import { checkIndex } from './check-index.js';
import { lazyColumns } from './lazy-columns.js';
import { mergeRows, type Allocate, type BatchPart } from './merge-rows.js';
import { openOnce } from './open-once.js';
import { openTogether, sharedNames } from './shared-names.js';

/**
 * Datasets one after the other, as one.
 *
 * @throws As the component `concat` does.
 */
export function concatDatasets(datasets: readonly Dataset[]): Dataset {
  // Where the samples of each end.
  const ends = openOnce(async () => {
    await openTogether(datasets);
    let end = 0;
    return datasets.map(({ length }) => (end += length));
  });
  const lengthOf = (): number => ends.value.at(-1) ?? 0;
  const placeOf = (index: number): { part: number; at: number } => {
    let [low, high] = [0, ends.value.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ends.value[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    return { part: low, at: index - (ends.value[low - 1] ?? 0) };
  };
  let columns: Readonly<Record<string, NdArray>> | undefined;
  return {
    open: ends.open,
    get length() {
      return lengthOf();
    },
    get classNames() {
      return sharedNames('classNames', datasets);
    },
    get inputNames() {
      return sharedNames('inputNames', datasets);
    },
    get inputTypes() {
      return datasets.find(({ inputTypes }) => inputTypes !== undefined)?.inputTypes;
    },
    get columns() {
      const all = datasets.flatMap((dataset) => (dataset.columns === undefined ? [] : [dataset.columns]));
      if (all.length < datasets.length) return undefined;
      const keys = Object.keys(all[0]!).filter((key) => all.every((each) => key in each));
      return (columns ??= lazyColumns(keys, (key) => concatenate(all.map((each) => each[key]!))));
    },
    source(index, key) {
      const { part, at } = placeOf(index);
      return datasets[part]!.source?.(at, key) ?? { row: index };
    },
    get(index, context) {
      checkIndex(index, lengthOf());
      const { part, at } = placeOf(index);
      return datasets[part]!.get(at, context);
    },
    ...(datasets.every(({ getBatch }) => getBatch !== undefined) && {
      getBatch(indices: ArrayLike<number>, allocate?: Allocate) {
        const wanted = datasets.map(() => ({ rows: [] as number[], indices: [] as number[] }));
        const length = lengthOf();
        for (let row = 0; row < indices.length; row++) {
          checkIndex(indices[row]!, length);
          const { part, at } = placeOf(indices[row]!);
          wanted[part]!.rows.push(row);
          wanted[part]!.indices.push(at);
        }
        return readParts(datasets, wanted, indices.length, allocate);
      },
    }),
  };
}

/** The rows that each dataset has of a batch, put together. */
function readParts(
  datasets: readonly Dataset[],
  wanted: readonly { rows: readonly number[]; indices: readonly number[] }[],
  length: number,
  allocate: Allocate | undefined,
): HostBatch | Promise<HostBatch> {
  const only = wanted.findIndex(({ rows }) => rows.length === length);
  if (only >= 0) return datasets[only]!.getBatch!(wanted[only]!.indices, allocate);
  const parts = wanted.flatMap(({ rows, indices }, part) =>
    rows.length === 0 ? [] : [{ rows, batch: datasets[part]!.getBatch!(indices) }],
  );
  const merge = (batches: readonly BatchPart[]): HostBatch => mergeRows(batches, length, allocate);
  if (!parts.some(({ batch }) => batch instanceof Promise)) return merge(parts as readonly BatchPart[]);
  return Promise.all(parts.map(async ({ rows, batch }) => ({ rows, batch: await batch }))).then(merge);
}

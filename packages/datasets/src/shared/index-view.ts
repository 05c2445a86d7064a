import { derivedDataset, gatherRows, type Dataset, type NdArray } from '@lml/core';

import { checkIndex } from './check-index.js';
import { lazyColumns } from './lazy-columns.js';

/** Which samples of a dataset are seen, and in which order. */
export interface IndexView {
  /** Opens the dataset, and finds out what is seen of it. */
  open(): void | Promise<void>;
  /** How many samples are seen. */
  length(): number;
  /** The index in the dataset of the sample at a position. */
  at(position: number): number;
}

/**
 * Samples of another dataset by their indices there. All that is known of the samples is passed on: batches in one go, columns,
 * where they come from, the names of classes and inputs.
 *
 * @throws From `get` and `getBatch`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 */
export function indexView(dataset: Dataset, { open, length, at }: IndexView): Dataset {
  const checked = (position: number): number => {
    checkIndex(position, length());
    return at(position);
  };
  const all = (): Int32Array => Int32Array.from({ length: length() }, (_, position) => at(position));
  let columns: Readonly<Record<string, NdArray>> | undefined;
  let original: Int32Array | undefined;
  return derivedDataset(dataset, {
    open,
    get length() {
      return length();
    },
    get columns() {
      const whole = dataset.columns;
      return whole && (columns ??= lazyColumns(Object.keys(whole), (key) => gatherRows(whole[key]!, all())));
    },
    get indices() {
      const whole = dataset.indices;
      return (original ??= whole === undefined ? all() : all().map((index) => whole[index]!));
    },
    source: (position, key) => dataset.source?.(at(position), key) ?? { row: at(position) },
    get: (position, context) => dataset.get(checked(position), context),
    ...(dataset.getBatch !== undefined && {
      getBatch: (positions, allocate) => dataset.getBatch!(Array.from(positions, checked), allocate),
    }),
  });
}

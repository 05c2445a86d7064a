import { componentOption, concatenate, defineComponent, type Dataset, type HostBatch, type NdArray } from '@lml/core';
import { z } from 'zod';

import { checkIndex } from '../shared/check-index.js';
import { openTogether, sharedNames } from '../shared/shared-names.js';
import { requireIndexed } from '../shared/indexed.js';
import { lazyColumns } from '../shared/lazy-columns.js';
import { mergeRows, type Allocate, type BatchPart } from '../shared/merge-rows.js';

const shape = {
  /** The datasets, in the order in which their samples come. */
  datasets: z
    .array(componentOption('dataset'))
    .min(1)
    .describe('The datasets, in the order in which their samples come.'),
};

/** Options of {@link concat}. */
export interface ConcatOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Datasets one after the other: the samples of the first, then those of the second, and so on. They are to be alike, in keys, shapes
 * and types, as samples of one dataset are. Streams are put one after the other by `chain`.
 *
 * Batches are read in one go where each of the datasets can, and columns are there where all have them.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream. From `open`: `LML_INVALID_ARGUMENT` if two name their classes or features differently. From `get`:
 * `LML_INVALID_ARGUMENT` for an index that is out of range. From `getBatch` also `LML_SHAPE_MISMATCH` for samples that differ.
 *
 * @see PyTorch's `ConcatDataset`.
 *
 * @example
 * ```ts
 * import { concat, unlabelled } from '@lml/datasets';
 *
 * const dataset = concat({ datasets: [unlabelled({ inputs: [1, 2] }), unlabelled({ inputs: [3] })] });
 * await dataset.open();
 * dataset.length; // => 3
 * dataset.get(2); // => { input: 3 }
 * ```
 */
export const concat = defineComponent({
  kind: 'dataset',
  name: 'concat',
  summary: 'Datasets one after the other.',
  schema: z.strictObject(shape),
  examples: [
    {
      datasets: [
        { name: 'unlabelled', inputs: [1, 2] },
        { name: 'unlabelled', inputs: [3] },
      ],
    },
    { datasets: ['iris', { name: 'dataset-subset', dataset: 'iris', end: 3 }] },
  ],
  create: ({ datasets: given }): Dataset => {
    const datasets = given.map((dataset, at) => requireIndexed(dataset, "dataset 'concat'", ['datasets', at]));
    const lengthOf = (): number => datasets.reduce((sum, { length }) => sum + length, 0);
    const placeOf = (index: number): { part: number; at: number } => {
      let at = index;
      for (let part = 0; ; part++) {
        const { length } = datasets[part]!;
        if (at < length) return { part, at };
        at -= length;
      }
    };
    let columns: Readonly<Record<string, NdArray>> | undefined;
    return {
      open: () => openTogether(datasets),
      get length() {
        return lengthOf();
      },
      get classNames() {
        return sharedNames('classNames', datasets);
      },
      get inputNames() {
        return sharedNames('inputNames', datasets);
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
  },
});

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

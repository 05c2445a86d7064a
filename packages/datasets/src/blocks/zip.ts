import {
  componentOption,
  contextWithin,
  defineComponent,
  InvalidOptionsError,
  ShapeMismatchError,
  type Dataset,
  type HostBatch,
  type HostValue,
  type Sample,
} from '@lml/core';
import { z } from 'zod';

import { defaultContext } from '../shared/default-context.js';
import { checkIndex } from '../shared/check-index.js';
import { requireIndexed } from '../shared/indexed.js';
import { joinRecords } from '../shared/join-records.js';
import type { Allocate } from '../shared/merge-rows.js';

const SUBJECT = "dataset 'zip'";

const shape = {
  /** The datasets, by name: sample i is made of sample i of each. */
  datasets: z
    .record(z.string(), componentOption('dataset'))
    .describe('The datasets, by name: sample i is made of sample i of each.'),
  /**
   * How parts are joined: by key, `{ input: { left, right } }`, where what one dataset alone has stands by itself; or by
   * name of the dataset, `{ left: { input }, right: { input } }`. Default: `'key'`.
   */
  by: z
    .enum(['key', 'name'])
    .default('key')
    .describe(
      'How parts are joined: by key, `{ input: { left, right } }`, where what one dataset alone has stands by itself; or by name of the dataset, `{ left: { input }, right: { input } }`.',
    ),
};

/** Options of {@link zip}. */
export interface ZipOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Datasets side by side: sample i is made of sample i of each. By key, what several have becomes a record by their names, for a model
 * of several inputs or outputs, and what one alone has stands as it is: inputs of one dataset and targets of another make
 * `{ input, target }`. By name, each sample stays whole under the name of its dataset, as in batches of several sets.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream, or no dataset. From `open`: `LML_SHAPE_MISMATCH` if the datasets differ in length. From
 * `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see PyTorch's `StackDataset`.
 *
 * @example
 * ```ts
 * import { labelled, unlabelled, zip } from '@lml/datasets';
 *
 * const dataset = zip({
 *   datasets: { image: unlabelled({ inputs: [[1, 2], [3, 4]] }), age: labelled({ inputs: [30, 40], targets: [0, 1] }) },
 * });
 * await dataset.open();
 * dataset.get(1); // => { input: { image: { dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) }, age: 40 }, target: 1 }
 * ```
 */
export const zip = defineComponent({
  kind: 'dataset',
  name: 'zip',
  summary: 'Datasets side by side: each sample is made of one of each.',
  changesSamples: true,
  schema: z.strictObject(shape),
  examples: [
    {
      datasets: {
        left: { name: 'unlabelled', inputs: [1, 2] },
        right: { name: 'labelled', inputs: [3, 4], targets: [0, 1] },
      },
    },
    { datasets: { one: { name: 'unlabelled', inputs: [1, 2] } }, by: 'name' },
  ],
  create: ({ datasets: given, by }): Dataset => {
    const datasets = Object.entries(given).map(
      ([name, dataset]) => [name, requireIndexed(dataset, SUBJECT, ['datasets', name])] as const,
    );
    if (datasets.length === 0)
      throw new InvalidOptionsError(SUBJECT, [{ path: ['datasets'], message: 'must have a dataset, got none' }]);
    const first = datasets[0]![1];
    const join = <Value>(records: readonly (readonly [string, Readonly<Record<string, Value>>])[]): unknown =>
      by === 'name' ? Object.fromEntries(records) : joinRecords(records);
    return {
      async open() {
        for (const [, dataset] of datasets) await dataset.open();
        checkLengths(datasets);
      },
      get length() {
        return first.length;
      },
      get classNames() {
        return datasets.find(([, { classNames }]) => classNames !== undefined)?.[1].classNames;
      },
      get indices() {
        return first.indices;
      },
      source(index, key) {
        const name = by === 'name' ? key?.split('.')[0] : key?.split('.')[1];
        return (datasets.find(([own]) => own === name)?.[1] ?? first).source?.(index);
      },
      get(index, context = defaultContext(index)) {
        checkIndex(index, first.length);
        const samples = datasets.map(
          ([name, dataset]) => [name, dataset.get(index, contextWithin(context, name))] as const,
        );
        return allOf<Sample>(samples, (records) => join(records) as Sample);
      },
      ...(datasets.every(([, { getBatch }]) => getBatch !== undefined) && {
        getBatch(indices: ArrayLike<number>, allocate?: Allocate) {
          const batches = datasets.map(([name, dataset]) => [name, dataset.getBatch!(indices, allocate)] as const);
          return allOf<HostBatch>(batches, (records) => {
            const joined = join<HostValue>(records) as HostBatch;
            // What stands under metadata is a list with an entry for each sample.
            const own = records.filter(([, record]) => 'metadata' in record);
            if (by === 'name' || own.length < 2) return joined;
            const entryOf = (row: number): unknown =>
              Object.fromEntries(
                own.map(([name, { metadata }]) => [name, (metadata as readonly unknown[])[row]] as const),
              );
            return { ...joined, metadata: Array.from({ length: indices.length }, (_, row) => entryOf(row)) };
          });
        },
      }),
    };
  },
});

function checkLengths(datasets: readonly (readonly [string, Dataset])[]): void {
  const [[firstName, { length }]] = datasets as readonly [(typeof datasets)[number]];
  const other = datasets.find(([, dataset]) => dataset.length !== length);
  if (other === undefined) return;
  throw new ShapeMismatchError(
    `'${firstName}' has ${length} samples, but '${other[0]}' has ${other[1].length}. Datasets that stand side by side must be equally long; dataset-subset takes a part of one.`,
  );
}

/** Uses what is read under each name, at once where it is there. */
function allOf<Record>(
  read: readonly (readonly [string, Record | Promise<Record>])[],
  use: (records: readonly (readonly [string, Record])[]) => Record,
): Record | Promise<Record> {
  if (!read.some(([, value]) => value instanceof Promise)) return use(read as readonly (readonly [string, Record])[]);
  return Promise.all(read.map(async ([name, value]) => [name, await value] as const)).then(use);
}

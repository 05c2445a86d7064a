import { componentOption, contextWithin, defineComponent, type IterableDataset, type Sample } from '@lml/core';
import { z } from 'zod';

import { openTogether, sharedNames } from '../shared/shared-names.js';
import { readInOrder } from '../shared/read-in-order.js';

const shape = {
  /** The streams that are read in turn; a dataset is read from its first sample to its last. */
  datasets: z
    .array(componentOption('dataset'))
    .min(1)
    .describe('The streams that are read in turn; a dataset is read from its first sample to its last.'),
  /** How many samples are taken of one before the next has its turn. Default: `1`. */
  blockLength: z
    .int()
    .positive()
    .default(1)
    .describe('How many samples are taken of one before the next has its turn.'),
  /**
   * When it ends: with the last of them, while those that are over are left out, or with the first. Default: `'last'`.
   */
  stop: z
    .enum(['last', 'first'])
    .default('last')
    .describe('When it ends: with the last of them, while those that are over are left out, or with the first.'),
};

/** Options of {@link interleave}. */
export interface InterleaveOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Streams in turn: a sample of the first, one of the second, and so on, round and round, so that files that are sorted by class come
 * mixed. Each stream has draws of its own.
 *
 * @throws From `open`: `LML_INVALID_ARGUMENT` if two name their classes or features differently.
 *
 * @see `tf.data.Dataset.interleave`.
 *
 * @example
 * ```ts
 * import { DataLoader } from '@lml/core';
 * import { interleave, unlabelled } from '@lml/datasets';
 *
 * const stream = interleave({ datasets: [unlabelled({ inputs: [1, 2, 3] }), unlabelled({ inputs: [10, 20] })] });
 * const loader = new DataLoader({ dataset: stream, batchSize: 5 });
 * await loader.open();
 * for await (const { batch } of loader.iterate(0)) {
 *   batch; // => { input: { dtype: 'float32', shape: [5], data: Float32Array.of(1, 10, 2, 20, 3) } }
 * }
 * ```
 */
export const interleave = defineComponent({
  kind: 'dataset',
  name: 'interleave',
  summary: 'Streams in turn, a sample of each.',
  schema: z.strictObject(shape),
  examples: [
    {
      datasets: [
        { name: 'unlabelled', inputs: [1, 2, 3] },
        { name: 'unlabelled', inputs: [4, 5] },
      ],
    },
    {
      datasets: [
        { name: 'unlabelled', inputs: [1, 2, 3] },
        { name: 'unlabelled', inputs: [4] },
      ],
      blockLength: 2,
      stop: 'first',
    },
  ],
  create: ({ datasets, blockLength, stop }): IterableDataset => ({
    open: () => openTogether(datasets),
    get classNames() {
      return sharedNames('classNames', datasets);
    },
    get inputNames() {
      return sharedNames('inputNames', datasets);
    },
    get inputTypes() {
      return datasets.find(({ inputTypes }) => inputTypes !== undefined)?.inputTypes;
    },
    async *iterate(context) {
      let readers = datasets.map((dataset, at) =>
        readInOrder(dataset, { ...contextWithin(context, String(at)), seed: context.seed }),
      );
      try {
        while (readers.length > 0) {
          const over = new Set<AsyncGenerator<Sample>>();
          for (const reader of readers) {
            for (let taken = 0; taken < blockLength && !over.has(reader); taken++) {
              const { done, value } = await reader.next();
              if (done !== true) yield value;
              else if (stop === 'first') return;
              else over.add(reader);
            }
          }
          readers = readers.filter((reader) => !over.has(reader));
        }
      } finally {
        // What is left early closes its files.
        for (const reader of readers) await reader.return(undefined);
      }
    },
  }),
});

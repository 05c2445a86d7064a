import { componentOption, contextWithin, defineComponent, type IterableDataset } from '@lml/core';
import { z } from 'zod';

import { openTogether, sharedNames } from '../shared/shared-names.js';
import { readInOrder } from '../shared/read-in-order.js';

const shape = {
  /** The streams, in the order in which they are read; a dataset is read from its first sample to its last. */
  datasets: z
    .array(componentOption('dataset'))
    .min(1)
    .describe('The streams, in the order in which they are read; a dataset is read from its first sample to its last.'),
};

/** Options of {@link chain}. */
export interface ChainOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Streams one after the other: all samples of the first, then those of the second, and so on. A dataset among them is read in its own
 * order; of datasets alone `concat` makes one that can be shuffled whole. Each stream has draws of its own.
 *
 * @throws From `open`: `LML_INVALID_ARGUMENT` if two name their classes or features differently.
 *
 * @see PyTorch's `ChainDataset`.
 *
 * @example
 * ```ts
 * import { DataLoader } from '@lml/core';
 * import { chain, fromIterable, unlabelled } from '@lml/datasets';
 *
 * const stream = chain({ datasets: [fromIterable({ source: [{ input: 1 }] }), unlabelled({ inputs: [2, 3] })] });
 * const loader = new DataLoader({ dataset: stream, batchSize: 3 });
 * await loader.open();
 * for await (const { batch } of loader.iterate(0)) {
 *   batch; // => { input: { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) } }
 * }
 * ```
 */
export const chain = defineComponent({
  kind: 'dataset',
  name: 'chain',
  summary: 'Streams one after the other.',
  schema: z.strictObject(shape),
  examples: [
    {
      datasets: [
        { name: 'unlabelled', inputs: [1, 2] },
        { name: 'unlabelled', inputs: [3] },
      ],
    },
  ],
  create: ({ datasets }): IterableDataset => ({
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
      for (const [at, dataset] of datasets.entries())
        yield* readInOrder(dataset, { ...contextWithin(context, String(at)), seed: context.seed });
    },
  }),
});

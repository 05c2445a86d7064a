import { componentOption, defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { concatDatasets } from '../shared/concat-datasets.js';
import { requireIndexed } from '../shared/indexed.js';

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
  create: ({ datasets }): Dataset =>
    concatDatasets(datasets.map((dataset, at) => requireIndexed(dataset, "dataset 'concat'", ['datasets', at]))),
});

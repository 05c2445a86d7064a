import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { inputsSchema } from '../shared/array-schemas.js';
import { checkColumns, columnsDataset } from '../shared/columns-dataset.js';
import { toInputColumn } from '../shared/to-column.js';

const shape = {
  /** What the model is given: an array [samples, …], or a record of arrays. */
  inputs: inputsSchema.describe('What the model is given: an array [samples, …], or a record of arrays.'),
};

/** Options of {@link unlabelled}. */
export interface UnlabelledOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Inputs alone, from arrays in memory: samples `{ input }`, to learn without targets or to predict on.
 *
 * Arrays are `NdArray`s, typed arrays or nested arrays, with the samples along the first axis; a record of arrays gives
 * a record as `input`. Arrays of a data type are not copied.
 *
 * @throws `LML_INVALID_OPTIONS` if rows differ in length or values in type; `LML_SHAPE_MISMATCH` if the arrays of a
 * record differ in length. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see PyTorch's `TensorDataset`.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { unlabelled } from '@lml/datasets';
 *
 * const dataset = unlabelled({ inputs: ndArray(Float64Array.of(1, 2, 3, 4), { shape: [2, 2] }) });
 * await dataset.open();
 * dataset.get(1); // => { input: { dtype: 'float64', shape: [2], data: Float64Array.of(3, 4) } }
 * ```
 */
export const unlabelled = defineComponent({
  kind: 'dataset',
  name: 'unlabelled',
  summary: 'Inputs alone, from arrays in memory.',
  schema: z.strictObject(shape),
  examples: [
    {
      inputs: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    },
    { inputs: { left: [1, 2], right: [[3], [4]] } },
  ],
  create: ({ inputs }): Dataset => {
    const columns = { input: toInputColumn(inputs, "dataset 'unlabelled'", ['inputs']) };
    checkColumns(columns);
    return columnsDataset(() => columns);
  },
});

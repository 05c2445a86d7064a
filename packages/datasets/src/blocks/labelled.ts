import { defineComponent, type Dataset, type NdArray } from '@lml/core';
import { z } from 'zod';

import type { ArrayInput } from '../shared/array-input.js';
import { arraySchema, inputsSchema } from '../shared/array-schemas.js';
import { classNamesShape } from '../shared/class-names.js';
import { checkColumns, columnsDataset, type Columns } from '../shared/columns-dataset.js';
import { invalidValue } from '../shared/invalid-value.js';
import { toColumn, toInputColumn } from '../shared/to-column.js';
import { weightFault } from '../shared/weight-fault.js';

const shape = {
  /** What the model is given: an array [samples, …], or a record of arrays. */
  inputs: inputsSchema.describe('What the model is given: an array [samples, …], or a record of arrays.'),
  /** The right answers: an array [samples, …], or a record of arrays, one for each output. */
  targets: inputsSchema.describe(
    'The right answers: an array [samples, …], or a record of arrays, one for each output.',
  ),
  /** How many times each sample counts in loss and metrics: numbers, one a sample. Default: once. */
  weights: arraySchema
    .optional()
    .describe('How many times each sample counts in loss and metrics: numbers, one a sample. Default: once.'),
  /** Anything that belongs to each sample and stays on the host, as an array of one entry a sample. Default: nothing. */
  metadata: z
    .array(z.unknown())
    .readonly()
    .optional()
    .describe(
      'Anything that belongs to each sample and stays on the host, as an array of one entry a sample. Default: nothing.',
    ),
};

/** Options of {@link labelled}. */
export interface LabelledOptions
  extends z.input<z.ZodObject<typeof classNamesShape>>, z.input<z.ZodObject<typeof shape>> {}

const SUBJECT = "dataset 'labelled'";

/**
 * Inputs with targets from arrays in memory: samples `{ input, target }`, with `weight` and `metadata` where they are given.
 *
 * Arrays are `NdArray`s, typed arrays or nested arrays, with the samples along the first axis; a record of arrays gives
 * a record as `input`, and as `target`: `{ kind: [0, 1], size: [3, 4] }` for a model of two outputs. Arrays of a data type are not copied. In a config they are nested arrays, or an `NdArray` written
 * out (`{ dtype: int32, shape: [3], data: [0, 1, 2] }`).
 *
 * @throws `LML_INVALID_OPTIONS` if rows differ in length or values in type; `LML_SHAPE_MISMATCH` if there are not as many
 * inputs as targets, weights or metadata. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see PyTorch's `TensorDataset`.
 *
 * @example
 * ```ts
 * import { labelled } from '@lml/datasets';
 *
 * const dataset = labelled({ inputs: [[1, 2], [3, 4], [5, 6]], targets: Int32Array.of(0, 1, 0), metadata: ['a', 'b', 'c'] });
 * await dataset.open();
 * dataset.length; // => 3
 * dataset.get(1); // => { input: { dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) }, target: { dtype: 'int32', shape: [], data: Int32Array.of(1) }, metadata: 'b' }
 * ```
 */
export const labelled = defineComponent({
  kind: 'dataset',
  name: 'labelled',
  summary: 'Inputs with targets, from arrays in memory.',
  schema: z.strictObject({ ...shape, ...classNamesShape }),
  examples: [
    {
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      targets: [0, 1, 1, 0],
    },
    {
      inputs: {
        image: [
          [[0], [1]],
          [[2], [3]],
        ],
        age: [30, 40],
      },
      targets: [[true], [false]],
      metadata: ['a', 'b'],
    },
    { inputs: [1, 2], targets: { kind: [0, 1], size: [3.5, 4] } },
    { inputs: [1, 2, 3], targets: [0, 1, 0], weights: [1, 3, 1], classNames: ['no', 'yes'] },
  ],
  create: ({ inputs, targets, weights, classNames, metadata }): Dataset => {
    const columns: Columns = {
      input: toInputColumn(inputs, SUBJECT, ['inputs']),
      target: toInputColumn(targets, SUBJECT, ['targets']),
      ...(weights !== undefined && { weight: toWeights(weights) }),
      ...(metadata !== undefined && { metadata }),
    };
    checkColumns(columns);
    return columnsDataset(() => columns, { classNames });
  },
});

function toWeights(weights: ArrayInput): NdArray {
  const column = toColumn(weights, SUBJECT, ['weights']);
  const fault = weightFault(column);
  if (fault === undefined) return column;
  const { index, message } = fault;
  throw invalidValue(SUBJECT, index === undefined ? ['weights'] : ['weights', index], message);
}

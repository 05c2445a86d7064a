import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { columnsDataset } from '../shared/columns-dataset.js';
import { filesOfInputs, npyForFile, npyInputs, readNpyInputs } from '../shared/npy-inputs.js';

const shape = {
  /** The file of what the model is given, an array [samples, …]; or a record of files. */
  inputs: npyInputs.describe('The file of what the model is given, an array [samples, …]; or a record of files.'),
};

/** Options of {@link npyUnlabelled}. */
export interface NpyUnlabelledOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Inputs alone from NumPy's files, to predict say: samples `{ input }` from an array that was written by `numpy.save`, with the samples
 * along the first axis. Types, orders and paths are those of {@link npyLabelled}. Files are read by `open`, whole.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`, `LML_FILE_FORMAT`, `LML_DTYPE_RANGE` and `LML_SHAPE_MISMATCH`, as {@link npyLabelled}.
 * From `get`: `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @example
 * ```ts
 * import { npyUnlabelled } from '@lml/datasets';
 *
 * const dataset = npyUnlabelled({ inputs: 'x.npy' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const npyUnlabelled = defineComponent({
  kind: 'dataset',
  name: 'npy-unlabelled',
  summary: "Inputs alone from NumPy's npy files.",
  schema: z.strictObject(shape),
  examples: [{ inputs: 'x.npy' }, { inputs: { image: 'images.npy', age: 'ages.npy' } }],
  extensions: ['.npy'],
  forFile: npyForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: ({ inputs }): Dataset =>
    columnsDataset(async () => ({ input: await readNpyInputs(inputs) }), { files: filesOfInputs(inputs) }),
});

import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { classNamesShape } from '../shared/class-names.js';
import { columnsDataset } from '../shared/columns-dataset.js';
import { filesOfInputs, npyForFile, npyInputs, npyPath, readNpy, readNpyInputs } from '../shared/npy-inputs.js';

const shape = {
  /** The file of what the model is given, an array [samples, …]; or a record of files. */
  inputs: npyInputs.describe('The file of what the model is given, an array [samples, …]; or a record of files.'),
  /** The file of the right answers, an array [samples, …]. */
  targets: npyPath.describe('The file of the right answers, an array [samples, …].'),
};

/** Options of {@link npyLabelled}. */
export interface NpyLabelledOptions
  extends z.input<z.ZodObject<typeof classNamesShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Inputs with targets from NumPy's files: samples `{ input, target }` from two arrays that were written by `numpy.save`,
 * with the samples along the first axis.
 *
 * float32, float64, int32, int64, uint8 and bool stay what they are; float16 becomes float32, int8, int16 and uint16
 * become int32, uint32 and uint64 become int64. Either byte order and either memory order is read. In a browser the paths
 * are URLs. Files are read by `open`, whole.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` if a file is not of this format, is cut off, or holds text,
 * complex numbers or fields; `LML_DTYPE_RANGE` for a uint64 that int64 cannot hold; `LML_SHAPE_MISMATCH` if there are not
 * as many inputs as targets, or an array is a scalar. From `get`: `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @example
 * ```ts
 * import { npyLabelled } from '@lml/datasets';
 *
 * const dataset = npyLabelled({ inputs: 'x.npy', targets: 'y.npy' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const npyLabelled = defineComponent({
  kind: 'dataset',
  name: 'npy-labelled',
  summary: "Inputs with targets from NumPy's npy files.",
  schema: z.strictObject({ ...shape, ...classNamesShape }),
  examples: [
    { inputs: 'x.npy', targets: 'y.npy' },
    { inputs: { image: 'images.npy', age: 'ages.npy' }, targets: 'y.npy' },
  ],
  extensions: ['.npy'],
  forFile: npyForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: ({ inputs, targets, classNames }): Dataset =>
    columnsDataset(
      async () => {
        const [input, target] = await Promise.all([readNpyInputs(inputs), readNpy(targets)]);
        return { input, target };
      },
      { files: { ...filesOfInputs(inputs), target: targets }, classNames },
    ),
});

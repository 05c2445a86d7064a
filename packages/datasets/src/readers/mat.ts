import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { readMat } from '../formats/mat.js';
import { classNamesShape } from '../shared/class-names.js';
import { namedArraysDataset, namedArraysShape } from '../shared/named-arrays.js';

const shape = {
  /**
   * Which axis of inputs, and of targets that are no vectors, counts the samples; the last one is moved to the front.
   * Default: `'first'`.
   */
  samplesAxis: z
    .enum(['first', 'last'])
    .default('first')
    .describe(
      'Which axis of inputs, and of targets that are no vectors, counts the samples; the last one is moved to the front.',
    ),
};

/** Options of {@link mat}. */
export interface MatOptions
  extends
    z.input<z.ZodObject<typeof namedArraysShape>>,
    z.input<z.ZodObject<typeof classNamesShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Variables from a file of MATLAB: samples `{ input }`, with `target` and `weight` where they are named. Files of version 5 are read, which
 * MATLAB writes up to `-v7` and SciPy by `savemat`, compressed or not, in either byte order.
 *
 * double, single, int32, int64, uint8 and logical arrays become float64, float32, int32, int64, uint8 and bool; int8, int16 and uint16
 * become int32, uint32 and uint64 int64. Values come in row-major order. A matrix of characters is a text for each of its rows, without the blanks
 * at their ends. Of targets and weights a matrix of one row or one column, as which MATLAB keeps a vector, is one number a sample.
 *
 * `samplesAxis: 'last'` is for arrays that have their samples last, such as the images of SVHN, [height, width, channels, samples].
 * Classes that MATLAB numbers from 1 stay so.
 *
 * The file is read by `open`, whole; of the variables in it only those that are named are unpacked, to 4 GiB at most.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_INVALID_OPTIONS` for a name that the file does not have; `LML_FILE_FORMAT` if it
 * is of another version (7.3 is HDF5), cut off or damaged, or a variable is complex, sparse, a cell array, struct or object, or weights are
 * negative; `LML_DTYPE_RANGE` for a uint64 that int64 cannot hold; `LML_SHAPE_MISMATCH` if there are not as many inputs as targets or
 * weights. From `get`: `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @see https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf
 *
 * @example
 * ```ts
 * import { mat } from '@lml/datasets';
 *
 * const dataset = mat({ path: 'train_32x32.mat', inputs: 'X', targets: 'y', samplesAxis: 'last' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const mat = defineComponent({
  kind: 'dataset',
  name: 'mat',
  summary: 'Arrays by name from a MAT-file of MATLAB, versions 5 to 7.',
  schema: z.strictObject({ ...namedArraysShape, ...classNamesShape, ...shape }),
  examples: [
    { path: 'train_32x32.mat', inputs: 'X', targets: 'y', samplesAxis: 'last' },
    { path: 'signals.mat', inputs: { left: 'l', right: 'r' } },
  ],
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: ({ samplesAxis, ...options }, { name }): Dataset =>
    namedArraysDataset(options, (bytes, file) => readMat(bytes, file, samplesAxis), `dataset '${name}'`),
});

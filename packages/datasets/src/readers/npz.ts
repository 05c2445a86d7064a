import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { readNpz } from '../formats/npz.js';
import { classNamesShape } from '../shared/class-names.js';
import { namedArraysDataset, namedArraysShape } from '../shared/named-arrays.js';

/** Options of {@link npz}. */
export interface NpzOptions
  extends z.input<z.ZodObject<typeof namedArraysShape>>, z.input<z.ZodObject<typeof classNamesShape>> {}

/**
 * Arrays from one of NumPy's archives: samples `{ input }`, with `target` and `weight` where they are named, from arrays that
 * `numpy.savez` or `numpy.savez_compressed` wrote, with the samples along the first axis. Arrays that were saved without a name are
 * called `arr_0`, `arr_1`, ….
 *
 * Data types and orders are those of {@link npyLabelled}. The archive is read by `open`, whole; of the arrays in it only those that are
 * named are unpacked. Zip64, which NumPy writes from 4 GiB on, is read. What an array unpacks to is checked against the size that the archive
 * says, its checksum, and 4 GiB, the most that one compressed array may take.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_INVALID_OPTIONS` for a name that the archive does not have; `LML_FILE_FORMAT` if it
 * is no archive, is cut off, damaged or encrypted, or an array is text, complex numbers or fields, or weights are negative;
 * `LML_DTYPE_RANGE` for a uint64 that int64 cannot hold; `LML_SHAPE_MISMATCH` if there are not as many inputs as targets or weights. From
 * `get`: `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.savez.html
 *
 * @example
 * ```ts
 * import { npz } from '@lml/datasets';
 *
 * const dataset = npz({ path: 'mnist.npz', inputs: 'x_train', targets: 'y_train' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const npz = defineComponent({
  kind: 'dataset',
  name: 'npz',
  summary: "Arrays by name from one of NumPy's npz archives.",
  schema: z.strictObject({ ...namedArraysShape, ...classNamesShape }),
  examples: [
    { path: 'mnist.npz', inputs: 'x_train', targets: 'y_train' },
    { path: 'people.npz', inputs: { image: 'images', age: 'ages' } },
  ],
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options, { name }): Dataset => namedArraysDataset(options, readNpz, `dataset '${name}'`),
});

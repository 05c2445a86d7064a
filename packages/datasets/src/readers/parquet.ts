import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { readParquet } from '../tables/parquet/read-parquet.js';
import { fileShape } from '../tables/file-options.js';
import { tableDataset } from '../tables/table-dataset.js';
import { tableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';

/** Options of {@link parquet}. */
export interface ParquetOptions
  extends z.input<z.ZodObject<typeof fileShape>>, z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The rows of a Parquet file, in memory: samples `{ input, target }`, with `weight`, `group` and `metadata` where columns are named for
 * them. A text target is one of classes, numbered by its sorted names; a target of numbers stays what it is.
 *
 * Only the columns that are needed are read, of a URL by requests for their parts of the file. All compressions but LZO are known.
 * Whole numbers, decimals and floats become float64, whole numbers beyond 2^53 int64; truth values 0 and 1; dates and moments
 * milliseconds since 1970, times of day milliseconds. Lists of numbers of one length are a column of arrays. Missing numbers are NaN,
 * missing texts `''`.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_FILE_READ` where a connection is lost; `LML_FILE_FORMAT` for a damaged file, with the
 * name of the column, for one that is nested or of another type, for missing targets, and for columns that there are not.
 *
 * @see https://parquet.apache.org/docs/file-format/
 *
 * @example
 * ```ts
 * import { parquet } from '@lml/datasets';
 *
 * const dataset = parquet({ path: 'flights.parquet', target: 'delay', inputs: ['distance', 'time'] });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const parquet = defineComponent({
  kind: 'dataset',
  name: 'parquet',
  summary: 'The rows of a Parquet file.',
  schema: z.strictObject({ ...fileShape, ...tableShape }),
  examples: [
    { path: 'flights.parquet', target: 'delay' },
    { path: 'https://example.org/new.parquet', as: 'columns', inputs: ['distance', 'origin'] },
  ],
  extensions: ['.parquet'],
  forFile: tableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options): Dataset =>
    tableDataset(() => readParquet(options.path, options), options, fileTable(options.path)),
});

import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { csvShape, haveOwnMeaning, OWN_MEANING } from '../tables/csv/csv-options.js';
import { readCsv } from '../tables/csv/read-csv.js';
import { tableDataset } from '../tables/table-dataset.js';
import { textTableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';

/** Options of {@link csv}. */
export interface CsvOptions extends z.input<z.ZodObject<typeof csvShape>>, z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The rows of a CSV or TSV file, in memory: samples `{ input, target }`, with `weight`, `group` and `metadata` where columns are named
 * for them. A text target is one of classes, numbered by its sorted names; a target of numbers stays what it is.
 *
 * What it reads is what pandas' `read_csv` reads, but: a record with fewer values than columns is an error and not filled up; missing
 * numbers and truth values are NaN, missing texts `''`; all numbers are float64, unless their column is of the type `integer`; dates are
 * of the type `date` if you say so, in milliseconds since 1970; a comment is a line of its own. Blank lines are left out. `csvStream` reads
 * files larger than memory.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_FILE_READ` where a connection is lost; `LML_FILE_FORMAT` with line, column and value
 * for records of another length, quotes where none can be, values of another type, missing targets, and for columns that there are not.
 *
 * @see RFC 4180, and pandas' `read_csv`, whose signs of missing values these are.
 *
 * @example
 * ```ts
 * import { csv } from '@lml/datasets';
 *
 * const dataset = csv({ path: 'penguins.csv', target: 'species', inputs: ['bill length', 'bill depth'] });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const csv = defineComponent({
  kind: 'dataset',
  name: 'csv',
  summary: 'The rows of a CSV or TSV file.',
  schema: z.strictObject({ ...csvShape, ...tableShape }).refine(haveOwnMeaning, OWN_MEANING),
  examples: [
    { path: 'penguins.csv', target: 'species' },
    { path: 'new.tsv', as: 'columns', types: { zip: 'text' }, naValues: ['-'] },
  ],
  extensions: ['.csv', '.tsv'],
  forFile: textTableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options): Dataset => tableDataset(() => readCsv(options), options, fileTable(options.path)),
});

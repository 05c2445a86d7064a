import { defineComponent, type IterableDataset } from '@lml/core';
import { z } from 'zod';

import { csvShape, haveOwnMeaning, OWN_MEANING } from '../tables/csv/csv-options.js';
import { csvTables } from '../tables/csv/csv-tables.js';
import { textTableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';
import { tableStream } from '../tables/table-stream.js';

/** Options of {@link csvStream}. */
export interface CsvStreamOptions
  extends z.input<z.ZodObject<typeof csvShape>>, z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The rows of a CSV or TSV file one after the other, for files larger than memory: the samples of `csv` with the same options, of which
 * about a million characters at a time are in memory.
 *
 * Types that are not given are those of the first part; a value of another type later on is an error. Where the target is one of classes that
 * are not given, the file is read once from beginning to end before the first epoch; `classNames` saves that. Sorted files want a large
 * `shuffleBuffer` of the data module.
 *
 * @throws From `open`, and while it is read: `LML_FILE_NOT_FOUND`; `LML_FILE_READ` where a connection is lost; `LML_FILE_FORMAT` with
 * line, column and value, as `csv` does, and where a value is not of the type that the first part has.
 *
 * @see RFC 4180; pandas' `read_csv` with `chunksize`.
 *
 * @example
 * ```ts
 * import { csvStream } from '@lml/datasets';
 *
 * const stream = csvStream({ path: 'clicks.csv.gz', target: 'clicked', types: { zip: 'text' }, as: 'columns' });
 * await stream.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const csvStream = defineComponent({
  kind: 'dataset',
  name: 'csv-stream',
  summary: 'The rows of a CSV or TSV file one after the other, for files larger than memory.',
  schema: z.strictObject({ ...csvShape, ...tableShape }).refine(haveOwnMeaning, OWN_MEANING),
  examples: [
    { path: 'clicks.csv.gz', target: 'clicked', classNames: ['no', 'yes'] },
    { path: 'https://example.org/clicks.tsv', as: 'columns', types: { zip: 'text' } },
  ],
  extensions: ['.csv', '.tsv'],
  forFile: textTableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options): IterableDataset =>
    tableStream({ pieces: csvTables(options), settings: options, source: fileTable(options.path) }),
});

import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { isOneQuery, ONE_QUERY, queryShape } from '../tables/databases/query-options.js';
import { readSqlite } from '../tables/databases/read-sqlite.js';
import { tableDataset } from '../tables/table-dataset.js';
import { tableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';

const shape = {
  /** The file of the database. */
  path: z.string().min(1).describe('The file of the database.'),
};

/** Options of {@link sqlite}. */
export interface SqliteOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof queryShape>>,
    z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The rows that a query of an SQLite database gives, in memory: samples `{ input, target }`, with `weight`, `group` and `metadata` where
 * columns are named for them. The database is only read. Needs Node 22.16 or newer, or the package better-sqlite3.
 *
 * Numbers become float64, whole numbers beyond 2^53 int64; columns that are declared as boolean 0 and 1. Missing numbers are NaN,
 * missing texts `''`. A column must be all numbers or all texts.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` for a file that is no database, columns of several types, missing
 * targets, and for columns that there are not; `LML_INVALID_ARGUMENT` for a query that cannot be run, with SQLite's words;
 * `LML_MISSING_FEATURE`.
 *
 * @see https://www.sqlite.org/lang_select.html
 *
 * @example
 * ```ts
 * import { sqlite } from '@lml/datasets';
 *
 * const query = 'select length, width, species from flowers where year >= ?';
 * const dataset = sqlite({ path: 'flowers.db', query, parameters: [2020], target: 'species' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const sqlite = defineComponent({
  kind: 'dataset',
  name: 'sqlite',
  summary: 'The rows that a query of an SQLite database gives.',
  schema: z.strictObject({ ...shape, ...queryShape, ...tableShape }).refine(isOneQuery, ONE_QUERY),
  examples: [
    { path: 'flowers.db', table: 'flowers', target: 'species' },
    { path: 'flowers.db', query: 'select length, width from flowers where year >= ?', parameters: [2020] },
  ],
  extensions: ['.db', '.sqlite', '.sqlite3'],
  forFile: tableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options): Dataset => tableDataset(() => readSqlite(options.path, options), options, fileTable(options.path)),
});

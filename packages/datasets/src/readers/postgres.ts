import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { joinTables } from '../tables/join-tables.js';
import { postgresShape, queryTable } from '../tables/databases/postgres-options.js';
import { postgresTables } from '../tables/databases/postgres-query.js';
import { isOneQuery, ONE_QUERY, queryShape } from '../tables/databases/query-options.js';
import { tableDataset } from '../tables/table-dataset.js';
import { tableShape } from '../tables/table-options.js';
import type { Table } from '../tables/table.js';

/** Options of {@link postgres}. */
export interface PostgresOptions
  extends
    z.input<z.ZodObject<typeof postgresShape>>,
    z.input<z.ZodObject<typeof queryShape>>,
    z.input<z.ZodObject<typeof tableShape>> {}

/** How many rows are on their way at once. */
const ROWS_AT_ONCE = 50_000;

/**
 * The rows that a query of a PostgreSQL database gives, in memory: samples `{ input, target }`, with `weight`, `group` and `metadata`
 * where columns are named for them. The query runs in a transaction that can change nothing. Needs the package pg, and Node. Say
 * `order by` in the query, so that a run can be repeated.
 *
 * Numbers become float64, whole numbers beyond 2^53 int64; truth values 0 and 1; dates and moments milliseconds since 1970 in UTC, times
 * of day milliseconds; enumerations and UUIDs texts. Missing numbers are NaN, missing texts `''`. Other types, such as json, are refused:
 * cast them in the query.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND` where the server cannot be reached or does not let us in; `LML_FILE_READ` where the
 * connection is lost; `LML_INVALID_ARGUMENT` for a query that cannot be run, with the database's words; `LML_FILE_FORMAT` for columns
 * of other types, missing targets, and for columns that there are not; `LML_MISSING_FEATURE`.
 *
 * @see https://www.postgresql.org/docs/current/sql-select.html
 *
 * @example
 * ```ts
 * import { postgres } from '@lml/datasets';
 *
 * const query = 'select length, width, species from flowers where year >= $1 order by id';
 * const dataset = postgres({ connection: 'postgres://127.0.0.1:1/flowers', query, parameters: [2020], target: 'species' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const postgres = defineComponent({
  kind: 'dataset',
  name: 'postgres',
  summary: 'The rows that a query of a PostgreSQL database gives.',
  schema: z.strictObject({ ...postgresShape, ...queryShape, ...tableShape }).refine(isOneQuery, ONE_QUERY),
  examples: [
    { connection: 'postgres://reader@localhost/flowers', table: 'public.flowers', target: 'species' },
    { query: 'select length, width from flowers where year >= $1 order by id', parameters: [2020] },
  ],
  // There is no such database.
  conformance: { opens: false },
  create(options): Dataset {
    const source = queryTable(options.connection);
    const load = async (): Promise<Table> =>
      joinTables(await gathered(postgresTables(options, ROWS_AT_ONCE, source)), source);
    return tableDataset(load, options, source);
  },
});

async function gathered(tables: AsyncIterable<Table>): Promise<Table[]> {
  const all: Table[] = [];
  for await (const table of tables) all.push(table);
  return all;
}

import { defineComponent, type IterableDataset } from '@lml/core';
import { z } from 'zod';

import { postgresShape, queryTable } from '../tables/databases/postgres-options.js';
import { postgresTables } from '../tables/databases/postgres-query.js';
import { isOneQuery, ONE_QUERY, queryShape } from '../tables/databases/query-options.js';
import { alikePieces } from '../tables/join-tables.js';
import { tableShape } from '../tables/table-options.js';
import { tableStream } from '../tables/table-stream.js';

const shape = {
  /** How many rows are fetched and in memory at once. Default: `10_000`. */
  fetchSize: z.int().min(1).max(1_000_000).default(10_000).describe('How many rows are fetched and in memory at once.'),
};

/** Options of {@link postgresStream}. */
export interface PostgresStreamOptions
  extends
    z.input<z.ZodObject<typeof postgresShape>>,
    z.input<z.ZodObject<typeof queryShape>>,
    z.input<z.ZodObject<typeof tableShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * The rows that a query of a PostgreSQL database gives, one after the other, as `postgres` has them: for tables that are larger than
 * memory. They come by a cursor, `fetchSize` at a time, each epoch in a transaction of its own. Say `order by` in the query: a resume
 * reads on from the row where the run stopped.
 *
 * Where the target is one of classes, give `classNames`: otherwise `open` reads all rows once.
 *
 * @throws From `open` and while it is read: what `postgres` throws.
 *
 * @see https://www.postgresql.org/docs/current/sql-declare.html
 *
 * @example
 * ```ts
 * import { postgresStream } from '@lml/datasets';
 *
 * const connection = 'postgres://127.0.0.1:1/flights';
 * const dataset = postgresStream({ connection, query: 'select distance, delay from flights order by id', target: 'delay' });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const postgresStream = defineComponent({
  kind: 'dataset',
  name: 'postgres-stream',
  summary: 'The rows that a query of a PostgreSQL database gives, one after the other.',
  schema: z.strictObject({ ...postgresShape, ...queryShape, ...tableShape, ...shape }).refine(isOneQuery, ONE_QUERY),
  examples: [
    { query: 'select distance, delay from flights order by id', target: 'delay' },
    { connection: 'postgres://reader@localhost/flights', table: 'flights', target: 'delay', fetchSize: 1000 },
  ],
  // There is no such database.
  conformance: { opens: false },
  create({ fetchSize, ...settings }): IterableDataset {
    const source = queryTable(settings.connection);
    return tableStream({
      settings,
      source,
      pieces: () => alikePieces(postgresTables(settings, fetchSize, source), source),
    });
  },
});

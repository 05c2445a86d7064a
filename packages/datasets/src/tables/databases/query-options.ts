import { z } from 'zod';

/** Options of readers of databases: what is asked. */
export const queryShape = {
  /** The query in SQL, whose rows are the samples. Give it or `table`. Default: none. */
  query: z
    .string()
    .min(1)
    .optional()
    .describe('The query in SQL, whose rows are the samples. Give it or `table`. Default: none.'),
  /** The table or view that is read whole; with its schema `schema.table`. Default: none. */
  table: z
    .string()
    .min(1)
    .optional()
    .describe('The table or view that is read whole; with its schema `schema.table`. Default: none.'),
  /** Values for the places in the query that it leaves open, in their order. Default: `[]`. */
  parameters: z
    .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .readonly()
    .default([])
    .describe('Values for the places in the query that it leaves open, in their order.'),
};

/** What is asked of a database, with defaults filled in. */
export type QuerySettings = z.output<z.ZodObject<typeof queryShape>>;

/** The rule that a query or a table is given. */
export function isOneQuery({ query, table }: Pick<QuerySettings, 'query' | 'table'>): boolean {
  return (query === undefined) !== (table === undefined);
}

/** What is said where the rule is broken. */
export const ONE_QUERY = { path: ['query'], error: 'must be given, or else a table, not both' };

/** The query in SQL. */
export function sqlOf({ query, table }: QuerySettings): string {
  if (query !== undefined) return query.trim().replace(/;+$/, '');
  const name = table!.split('.').map((part) => `"${part.replaceAll('"', '""')}"`);
  return `select * from ${name.join('.')}`;
}

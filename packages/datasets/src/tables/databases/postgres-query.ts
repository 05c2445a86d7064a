import { FileNotFoundError, FileReadError, InvalidArgumentError, type LmlError, MissingFeatureError } from '@lml/core';
import type { Client, QueryArrayResult } from 'pg';

import type { TableSource } from '../table-source.js';
import type { Table, TableColumn } from '../table.js';
import { columnOfValues } from './column-of-values.js';
import { optionalPackage } from './optional-package.js';
import { maskedAddress, withoutPassword } from './postgres-address.js';
import { mayBeEnumeration, postgresType } from './postgres-types.js';
import { sqlOf, type QuerySettings } from './query-options.js';

/** How long a server may take to answer at first. */
const PATIENCE = 15_000;

/** What is asked of which database. */
export interface PostgresQuery extends QuerySettings {
  /** Where it is; as the environment says by PGHOST, PGUSER, PGPASSWORD …, where it is left out. */
  readonly connection?: string | undefined;
}

/** What the database answers, values as texts. */
type Answer = QueryArrayResult<(string | null)[]>;

/**
 * The rows that a query gives, so many at a time, within a transaction that changes nothing; at least one batch, if without rows.
 *
 * @throws `LML_FILE_NOT_FOUND` where the server cannot be reached or does not let us in; `LML_FILE_READ` where the connection is lost;
 * `LML_INVALID_ARGUMENT` for a query that cannot be run; `LML_FILE_FORMAT` for columns of types that are not read;
 * `LML_MISSING_FEATURE`.
 */
export async function* postgresTables(
  { connection, ...settings }: PostgresQuery,
  rowsAtOnce: number,
  source: TableSource,
): AsyncGenerator<Table> {
  const client = await connect(connection);
  // What goes wrong between two questions is told with the next one.
  client.on('error', () => undefined);
  try {
    const ask = async (text: string, values: readonly unknown[] = []): Promise<Answer> => {
      try {
        const types = { getTypeParser: () => (value: unknown) => value };
        return await client.query<(string | null)[]>({ text, values: [...values], rowMode: 'array', types });
      } catch (cause) {
        throw refusal(cause, { connection, ...settings });
      }
    };
    await ask('begin transaction read only');
    await ask("set local datestyle to iso; set local timezone to 'UTC'");
    await ask(`declare lml_rows no scroll cursor for ${sqlOf(settings)}`, settings.parameters);
    let enumerations: ReadonlySet<number> | undefined;
    for (let firstRow = 0; ;) {
      const { fields, rows } = await ask(`fetch forward ${rowsAtOnce} from lml_rows`);
      enumerations ??= await enumerationsAmong(fields, (sql) => ask(sql));
      if (rows.length > 0 || firstRow === 0) yield tableOf(fields, rows, { enumerations, source, firstRow });
      firstRow += rows.length;
      if (rows.length < rowsAtOnce) break;
    }
    await ask('commit');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connect(connection: string | undefined): Promise<Client> {
  const { module, cause } = await optionalPackage<{ default: { Client: typeof Client } }>('pg');
  if (module === undefined)
    throw new MissingFeatureError('PostgreSQL is read by a further package: npm install pg.', { cause });
  const where = connection === undefined ? {} : { connectionString: connection };
  try {
    const client = new module.default.Client({ ...where, connectionTimeoutMillis: PATIENCE });
    await client.connect();
    return client;
  } catch (error) {
    // Without a cause, which may hold the address with its password.
    const words = withoutPassword(wordsOf(error), connection);
    throw new FileNotFoundError(
      `${maskedAddress(connection)} cannot be reached: ${words}. Give its address, connection: 'postgres://name@host:5432/database', and the password as PGPASSWORD of the environment.`,
    );
  }
}

function refusal(cause: unknown, { connection, ...settings }: PostgresQuery): LmlError {
  const words = withoutPassword(wordsOf(cause), connection);
  const isAnswer = typeof (cause as { severity?: unknown }).severity === 'string';
  if (!isAnswer)
    return new FileReadError(`The connection to ${maskedAddress(connection)} was lost: ${words}. Try again.`);
  return new InvalidArgumentError('query', 'SQL that the database can run', sqlOf(settings), `It says: ${words}.`);
}

function wordsOf(error: unknown): string {
  // Several addresses were tried, each with its own words.
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
}

/** Which of the types are enumerations. */
async function enumerationsAmong(
  fields: Answer['fields'],
  ask: (sql: string) => Promise<Answer>,
): Promise<ReadonlySet<number>> {
  const own = fields.map(({ dataTypeID }) => dataTypeID).filter(mayBeEnumeration);
  if (own.length === 0) return new Set();
  const { rows } = await ask(`select oid from pg_catalog.pg_type where typtype = 'e' and oid in (${own.join(', ')})`);
  return new Set(rows.map(([oid]) => Number(oid)));
}

/** What is needed to read values. */
interface Reading {
  readonly enumerations: ReadonlySet<number>;
  readonly source: TableSource;
  readonly firstRow: number;
}

function tableOf(
  fields: Answer['fields'],
  rows: readonly (string | null)[][],
  { enumerations, source, firstRow }: Reading,
): Table {
  const columns = new Map<string, TableColumn>();
  for (const [at, { name, dataTypeID }] of fields.entries()) {
    const known = postgresType(dataTypeID, enumerations);
    if (typeof known === 'string')
      throw source.fault(
        `column '${name}' is of type ${known}, which is not read. Cast it in the query (${name}::text, ${name}::float8), or leave it out.`,
      );
    if (columns.has(name)) throw source.fault(`the query has two columns '${name}'. Give one of them a name: as.`);
    const values = rows.map((row) => {
      const value = row[at] ?? null;
      return value === null ? null : known.parse(value);
    });
    columns.set(name, columnOfValues({ name, type: known.type }, values, source, firstRow));
  }
  return { columns, length: rows.length };
}

import { FileFormatError, InvalidArgumentError, LmlError, openBytes } from '@lml/core';

import { fileTable } from '../table-source.js';
import type { ColumnType, Table, TableColumn } from '../table.js';
import { columnOfValues, type DatabaseValue } from './column-of-values.js';
import { sqlOf, type QuerySettings } from './query-options.js';
import { openSqlite, type SqliteDatabase } from './sqlite-drivers.js';

/**
 * Asks a database of SQLite, which is not changed.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` for a file that is none or is damaged, and for columns of several types;
 * `LML_INVALID_ARGUMENT` for a query that cannot be run; `LML_MISSING_FEATURE`.
 */
export async function readSqlite(path: string, settings: QuerySettings): Promise<Table> {
  if (/^\w+:\/\//.test(path))
    throw new InvalidArgumentError('path', 'a file of this machine', path, 'Download the database first.');
  // Says whether there is such a file.
  await openBytes(path);
  let database: SqliteDatabase | undefined;
  try {
    database = await openSqlite(path);
    return readQuery(database, path, settings);
  } catch (cause) {
    if (LmlError.isInstance(cause)) throw cause;
    const words = cause instanceof Error ? cause.message : String(cause);
    if (/not a database|malformed|disk I\/O|unable to open|encrypted/i.test(words))
      throw new FileFormatError(`'${path}' cannot be read as a database of SQLite: ${words}.`, { cause });
    const sql = sqlOf(settings);
    throw new InvalidArgumentError('query', `SQL that '${path}' can run`, sql, `SQLite says: ${words}.`);
  } finally {
    database?.close();
  }
}

function readQuery(database: SqliteDatabase, path: string, settings: QuerySettings): Table {
  const sql = sqlOf(settings);
  const parameters = settings.parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value));
  const { columns, rows } = database.query(sql, parameters);
  if (columns.length === 0) throw new InvalidArgumentError('query', 'one that gives rows', sql);
  const source = fileTable(path);
  const twice = columns.find(({ name }, at) => columns.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined)
    throw source.fault(`the query has two columns '${twice.name}'. Give one of them a name: as.`);
  const values: DatabaseValue[][] = columns.map(() => []);
  let length = 0;
  for (const row of rows) {
    for (let at = 0; at < columns.length; at++) values[at]!.push(row[at]!);
    length++;
  }
  const table = columns.map(({ name, type }, at): [string, TableColumn] => [
    name,
    columnOfValues({ name, type: typeOf(type) }, values[at]!, source),
  ]);
  return { columns: new Map(table), length };
}

/** What a column was declared as, where its values do not tell. */
function typeOf(declared: string | null): ColumnType | undefined {
  if (declared === null) return undefined;
  return /^bool/i.test(declared) ? 'boolean' : undefined;
}

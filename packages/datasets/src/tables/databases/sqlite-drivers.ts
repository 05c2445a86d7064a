import { MissingFeatureError } from '@lml/core';

import type { DatabaseValue } from './column-of-values.js';
import { optionalPackage } from './optional-package.js';

/** What a query of SQLite gives. */
export interface SqliteRows {
  /** Its columns, with the types that their tables were made with. */
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  readonly rows: Iterable<readonly DatabaseValue[]>;
}

/** A database that is open to be read. */
export interface SqliteDatabase {
  query(sql: string, parameters: readonly (string | number | null)[]): SqliteRows;
  close(): void;
}

/** The part of Node's own SQLite that is used. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readOnly: boolean },
  ) => {
    prepare(sql: string): {
      setReadBigInts(isOn: boolean): void;
      /** Of Node 22.16 and newer. */
      setReturnArrays?(isOn: boolean): void;
      columns?(): SqliteRows['columns'];
      iterate(...parameters: (string | number | null)[]): Iterable<unknown>;
    };
    close(): void;
  };
}

/** The part of better-sqlite3 that is used. */
interface BetterSqlite {
  readonly default: new (
    path: string,
    options: { readonly: boolean; fileMustExist: boolean },
  ) => {
    prepare(sql: string): {
      readonly reader: boolean;
      raw(isOn: boolean): void;
      safeIntegers(isOn: boolean): void;
      columns(): SqliteRows['columns'];
      iterate(...parameters: (string | number | null)[]): Iterable<unknown>;
    };
    close(): void;
  };
}

/**
 * Opens a database to be read, by Node's own SQLite or else by better-sqlite3.
 *
 * @throws `LML_MISSING_FEATURE` where there is neither; errors of the driver.
 */
export async function openSqlite(path: string): Promise<SqliteDatabase> {
  const own = await optionalPackage<NodeSqlite>('node:sqlite');
  if (own.module !== undefined) return byNode(own.module, path);
  const installed = await optionalPackage<BetterSqlite>('better-sqlite3');
  if (installed.module !== undefined) return byPackage(installed.module, path);
  throw new MissingFeatureError(
    'SQLite is read by Node 22.16 or newer itself, in older versions by a further package: npm install better-sqlite3.',
    { cause: installed.cause },
  );
}

function byNode({ DatabaseSync }: NodeSqlite, path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { readOnly: true });
  return {
    query(sql, parameters) {
      const statement = database.prepare(sql);
      if (statement.setReturnArrays === undefined || statement.columns === undefined)
        throw new MissingFeatureError('SQLite is read by Node 22.16 or newer. Update Node.');
      statement.setReadBigInts(true);
      statement.setReturnArrays(true);
      const rows = (): Iterable<DatabaseValue[]> => statement.iterate(...parameters) as Iterable<DatabaseValue[]>;
      return { columns: statement.columns(), rows: { [Symbol.iterator]: () => rows()[Symbol.iterator]() } };
    },
    close: () => database.close(),
  };
}

function byPackage({ default: Database }: BetterSqlite, path: string): SqliteDatabase {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  return {
    query(sql, parameters) {
      const statement = database.prepare(sql);
      if (!statement.reader) return { columns: [], rows: [] };
      statement.raw(true);
      statement.safeIntegers(true);
      const rows = (): Iterable<DatabaseValue[]> => statement.iterate(...parameters) as Iterable<DatabaseValue[]>;
      return { columns: statement.columns(), rows: { [Symbol.iterator]: () => rows()[Symbol.iterator]() } };
    },
    close: () => database.close(),
  };
}

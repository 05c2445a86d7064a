import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, type Dataset } from '@lml/core';

import '../index.js';
import { bytesOf, codeOf } from '../shared/array-goldens.fixture.js';
import { optionalPackage } from '../tables/databases/optional-package.js';
import { readSqlite } from '../tables/databases/read-sqlite.js';
import { expectGolden, goldenTables } from '../tables/table-goldens.fixture.js';
import { sqlite } from './sqlite.js';

const [own, installed] = await Promise.all(['node:sqlite', 'better-sqlite3'].map((name) => optionalPackage(name)));
const hasDriver = own!.module !== undefined || installed!.module !== undefined;

const golden = goldenTables('sqlite').get('flowers')!;
const folder = mkdtempSync(join(tmpdir(), 'lml-sqlite-'));
const path = join(folder, 'flowers.db');
writeFileSync(path, bytesOf(golden.file));

describe('sqlite', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('wants a query or a table', () => {
    expect(() => sqlite({ path })).toThrow(/query.*must be given, or else a table/s);
    expect(() => sqlite({ path, query: 'select 1', table: 'flowers' })).toThrow(/LML_INVALID_OPTIONS/);
  });

  it('says that there is no such file, and none of the web', async () => {
    expect(await codeOf(() => sqlite({ path: join(folder, 'no.db'), table: 'a' }).open())).toBe('LML_FILE_NOT_FOUND');
    expect(await codeOf(() => sqlite({ path: 'https://example.org/a.db', table: 'a' }).open())).toBe(
      'LML_INVALID_ARGUMENT',
    );
  });

  if (!hasDriver) {
    process.stdout.write('sqlite.spec: mostly skipped, this Node has no SQLite\n');
    it('says what to install', async () => {
      await expect(sqlite({ path, table: 'flowers' }).open()).rejects.toThrow(
        /npm install better-sqlite3.*LML_MISSING_FEATURE/,
      );
    });
  }

  (hasDriver ? describe : describe.skip)('with a driver', () => {
    it('reads what Python has written', async () => {
      const table = await readSqlite(path, { table: 'flowers', parameters: [] });
      expectGolden(table, golden);
      expect([...table.columns].map(([, { type }]) => type)).toEqual(['number', 'number', 'text', 'boolean']);
    });

    it('makes samples of a query, from a config', async () => {
      const dataset = build('dataset', {
        name: 'sqlite',
        path,
        query: 'select "petal length" * 2 as length, id, kind from flowers where id > ? order by id desc;',
        parameters: [1],
        target: 'kind',
        missingTarget: 'drop',
      }) as Dataset;
      await dataset.open();
      expect(dataset.classNames).toEqual(['versicolor', 'virginica']);
      expect(dataset.inputNames).toEqual(['length', 'id']);
      expect(await dataset.get(1)).toMatchObject({
        input: { data: Float64Array.of(9.4, 2) },
        target: { data: Int32Array.of(0) },
      });
    });

    it.each([
      ['select no from flowers', /no such column: no.*LML_INVALID_ARGUMENT/],
      ['delete from flowers', /LML_INVALID_ARGUMENT/],
      ['select id, id from flowers', /two columns 'id'/],
      ['select mixed from odd', /column 'mixed' holds numbers and texts: see row 1/],
      ['select bytes from odd', /column 'bytes' holds bytes/],
      ['select wide from odd union all select null', /column 'wide' has whole numbers beyond 2\^53/],
    ])('refuses %s', async (query, message) => {
      const before = readFileSync(path);
      await expect(readSqlite(path, { query, parameters: [] })).rejects.toThrow(message);
      expect(readFileSync(path)).toEqual(before);
    });

    it('keeps whole numbers beyond float64, and has columns where there are no rows', async () => {
      const { columns } = await readSqlite(path, { query: 'select wide from odd', parameters: [] });
      expect(columns.get('wide')!.values).toEqual({
        dtype: 'int64',
        shape: [2],
        data: BigInt64Array.of(2n ** 60n, 2n),
      });
      const empty = await readSqlite(path, { table: 'main.empty', parameters: [] });
      expect([[...empty.columns.keys()], empty.length]).toEqual([['a', 'b'], 0]);
    });

    it('refuses a file that is no database', async () => {
      const other = join(folder, 'text.db');
      writeFileSync(
        other,
        'a text that is longer than the first words of a database, which are sixteen bytes'.repeat(20),
      );
      expect(await codeOf(() => readSqlite(other, { table: 'a', parameters: [] }))).toBe('LML_FILE_FORMAT');
    });
  });
});

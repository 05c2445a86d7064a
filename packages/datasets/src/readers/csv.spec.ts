import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { InvalidOptionsError, type ByteSource, type NdArray } from '@lml/core';
import fc from 'fast-check';
import { z } from 'zod';

import { readAll } from '../shared/read.fixture.js';
import { csvPieces } from '../tables/csv/csv-pieces.js';
import type { ColumnType } from '../tables/table.js';
import { csv, type CsvOptions } from './csv.js';
import { csvShape, type CsvSettings } from '../tables/csv/csv-options.js';
import { readCsv } from '../tables/csv/read-csv.js';

interface GoldenCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly text?: string;
  readonly base64?: string;
  readonly columns: readonly { name: string; type: ColumnType; values: readonly (number | string)[] }[];
}
const goldens = JSON.parse(readFileSync(new URL('../goldens/csv.json', import.meta.url), 'utf8')) as {
  cases: readonly GoldenCase[];
};

const folder = mkdtempSync(join(tmpdir(), 'lml-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'table.csv');

function settingsOf(options: Readonly<Record<string, unknown>> = {}): CsvSettings {
  return z.strictObject(csvShape).parse({ path, ...options });
}

describe("csv reads what pandas' read_csv reads", () => {
  it.each(goldens.cases.map((each) => [each.name, each] as const))('%s', async (_, golden) => {
    writeFileSync(path, golden.text ?? Buffer.from(golden.base64!, 'base64'));
    const { columns } = await readCsv(settingsOf(golden.options));
    // The sign of zero is not in the golden file.
    const plain = (value: unknown): unknown => (value === 0 ? 0 : value);
    const read = [...columns].map(([name, { type, values }]) => ({
      name,
      type,
      values: Array.from(values.data, plain),
    }));
    const parse = { text: String, integer: BigInt, number: Number, boolean: Number, date: Number };
    const expected = golden.columns.map(({ name, type, values }) => ({
      name,
      type,
      values: values.map((value) => parse[type](value)),
    }));
    expect(read).toEqual(expected);
  });
});

describe('csv differs from pandas on purpose', () => {
  it('keeps truth values with missing ones as numbers, and fills no record up', async () => {
    expect(await columnsOf('a,b\ntrue,1\n,2\n')).toEqual({ a: [1, NaN], b: [1, 2] });
    await expect(columnsOf('a,b\n1,2\n3\n')).rejects.toThrow(/line 3: there are 1 values, but 2 columns/);
  });

  it('takes an empty value for missing among numbers whatever keepDefaultNa says', async () => {
    expect(await columnsOf('a,b\n1,x\n,y\n', { keepDefaultNa: false })).toEqual({ a: [1, NaN], b: ['x', 'y'] });
  });

  it('takes whole numbers of more than 64 bits for numbers', async () => {
    expect(await columnsOf('a\n123456789012345678901234\n')).toEqual({ a: [Number('123456789012345678901234')] });
  });

  it('leaves comments out where they are lines of their own', async () => {
    expect(await columnsOf('a,b\n1,x#y\n#z\n', { comment: '#' })).toEqual({ a: [1], b: ['x#y'] });
  });
});

describe('csv', () => {
  it('gives rows of numbers with a class each, named by code points', async () => {
    writeFileSync(path, 'a,kind,b\n1,\u{1f600},2\n3,\uff5e,4\n5,z,6\n7,B,8\n');
    const dataset = csv({ path, target: 'kind' });
    await dataset.open();
    expect(dataset.classNames).toEqual(['B', 'z', '\uff5e', '\u{1f600}']);
    expect(dataset.inputNames).toEqual(['a', 'b']);
    expect(await readAll(dataset)).toEqual([
      { input: row(1, 2), target: int32(3) },
      { input: row(3, 4), target: int32(2) },
      { input: row(5, 6), target: int32(1) },
      { input: row(7, 8), target: int32(0) },
    ]);
    expect(dataset.source!(2)).toEqual({ file: path, row: 2 });
  });

  it('gives weight, group and metadata, and leaves out rows without a target', async () => {
    writeFileSync(path, 'x,y,w,who,note\n1,2.5,1,p,a\n2,,1,p,b\n3,4,0.5,q,\n');
    const options = { path, target: 'y', weight: 'w', group: 'who', metadata: ['note'] };
    const dataset = csv({ ...options, missingTarget: 'drop' });
    expect(await readAll(dataset)).toEqual([
      { input: row(1), target: float64(2.5), weight: float64(1), group: 'p', metadata: { note: 'a' } },
      { input: row(3), target: float64(4), weight: float64(0.5), group: 'q', metadata: { note: null } },
    ]);
    expect(dataset.source!(1)).toEqual({ file: path, row: 2 });
    await expect(csv(options).open()).rejects.toThrow(
      /row 1 has no value in the target column 'y'.*missingTarget: 'drop'/,
    );
  });

  it('gives records of columns, and several targets', async () => {
    writeFileSync(path, 'x,t,y,z,when,n\n1,u,3,4,2026-11-30,7\n');
    const types = { when: 'date', n: 'integer' } as const;
    const dataset = csv({ path, as: 'columns', target: ['y', 'z'], types });
    expect(await readAll(dataset)).toEqual([
      {
        input: {
          x: float64(1),
          t: 'u',
          when: float64(Date.UTC(2026, 10, 30)),
          n: { dtype: 'int64', shape: [], data: BigInt64Array.of(7n) },
        },
        target: row(3, 4),
      },
    ]);
    expect(dataset.inputNames).toEqual(['x', 't', 'when', 'n']);
  });

  it('takes numbers for classes where it is told to', async () => {
    writeFileSync(path, 'x,y\n1,10\n2,9\n3,-1\n');
    const targets = async (options: object): Promise<unknown[]> => {
      const dataset = csv({ path, target: 'y', ...options });
      const samples = await readAll(dataset);
      return [dataset.classNames, ...samples.map(({ target }) => Number((target as NdArray).data[0]))];
    };
    expect(await targets({})).toEqual([undefined, 10, 9, -1]);
    expect(await targets({ classes: true })).toEqual([['-1', '9', '10'], 2, 1, 0]);
    expect(await targets({ classNames: ['10', '-1', '9'] })).toEqual([['10', '-1', '9'], 0, 2, 1]);
  });

  it('finds the same types however the file is cut', async () => {
    // Each column changes its type where a second part begins.
    const rows = Array.from({ length: 160_000 }, (_, at) => (at < 150_000 ? ',1,true,1' : 'true,x,1,2'));
    const read = await columnsOf(`a,b,c,d\n${rows.join('\n')}\n`);
    const last = Object.fromEntries(Object.entries(read).map(([name, values]) => [name, values.at(-1)]));
    expect(last).toEqual({ a: 1, b: 'x', c: '1', d: 2 });
    expect(read['c']![0]).toBe('true');
  });

  it.each<[string, string | Buffer, object, RegExp]>([
    ['no columns at all', '', {}, /is empty: there is not even a line with names of columns/],
    ['blank lines only', '\n\r\n \n', {}, /is empty/],
    ['too many values', 'a,b\n1,2\n"x\ny",2\n1,2,3\n', {}, /line 5: there are 3 values, but 2 columns/],
    ['other columns than named', '1,2,3\n', { header: ['a', 'b'] }, /line 1: there are 3 values, but 2 columns/],
    ['a quote that is not closed', 'a,b\n1,2\n3,"x\n4,5\n', {}, /line 3: value 2 begins with ", which is never closed/],
    [
      'a value that goes on after its quote',
      'a,b\n1,"x"y\n',
      {},
      /line 2: value 2 goes on after its closing "\..*read with quote: ''/,
    ],
    [
      'a quote within a value',
      'a,b\n1,5" pipe\n',
      {},
      /line 2: value 2 has a " but does not begin with one.*each " of its own twice/,
    ],
    [
      'a type that a value has not',
      'a,b\n1,2\n3,x\n',
      { types: { b: 'number' } },
      /line 3, column 'b': 'x' is not a number.*naValues/,
    ],
    ['no truth value', 'a\n1\n2\n', { types: { a: 'boolean' } }, /line 3, column 'a': '2' is not true or false/],
    [
      'no date',
      'a\n2026-02-30\n',
      { types: { a: 'date' } },
      /line 2, column 'a': '2026-02-30' is not a date of ISO 8601/,
    ],
    ['no hour', 'a\n2026-02-20T25:00\n', { types: { a: 'date' } }, /is not a date/],
    ['no integer', 'a\n1.5\n', { types: { a: 'integer' } }, /'1.5' is not a whole number of 64 bits/],
    [
      'an integer that is missing',
      'a,b\n,1\n',
      { types: { a: 'integer' } },
      /'' is not a whole number of 64 bits, and none may be missing/,
    ],
    [
      'an integer of more bits',
      'a\n9223372036854775808\n',
      { types: { a: 'integer' } },
      /is not a whole number of 64 bits/,
    ],
    [
      'types of no column',
      'ab,c\n1,2\n',
      { types: { aB: 'text' } },
      /no column 'aB', which types names. Did you mean 'ab'\? There are 'ab', 'c'/,
    ],
    ['no such target', 'age,b\n1,2\n', { target: 'Age' }, /no column 'Age', which target names. Did you mean 'age'/],
    ['no such inputs', 'a,b\n1,2\n', { inputs: ['a', 'q'] }, /no column 'q', which inputs names/],
    ['an input twice', 'a,b\n1,2\n', { inputs: ['a', 'a'] }, /inputs names 'a' twice/],
    [
      'a target among the inputs',
      'a,b\n1,2\n',
      { inputs: ['a', 'b'], target: 'b' },
      /'b' is named as target and among the inputs/,
    ],
    ['nothing to learn from', 'a\n1\n', { target: 'a' }, /no column is left as an input/],
    [
      'texts in a matrix',
      'a,b\n1,x\n',
      {},
      /column 'b' is text, and cannot stand in a matrix of numbers.*as: 'columns'/,
    ],
    [
      'texts among targets',
      'a,b,c\n1,x,2\n',
      { target: ['b', 'c'] },
      /column 'b' is text.*several columns is one of numbers/,
    ],
    [
      'a text target of no classes',
      'a,b\n1,x\n',
      { target: 'b', classes: false },
      /the target 'b' is text, and classes is false/,
    ],
    [
      'a class that was not named',
      'a,b\n1,x\n2,q\n',
      { target: 'b', classNames: ['x', 'y'] },
      /column 'b', row 1: 'q' is none of the classes 'x', 'y'/,
    ],
    [
      'a negative weight',
      'a,b,w\n1,2,1\n1,2,-1\n',
      { target: 'b', weight: 'w' },
      /column 'w', row 1: a weight must be a number of at least 0, got -1/,
    ],
    ['a missing weight', 'a,b,w\n1,2,\n', { target: 'b', weight: 'w' }, /column 'w', row 0: .*got NaN/],
    [
      'other bytes than the encoding has',
      Buffer.from([97, 10, 0xe9, 10]),
      {},
      /is not text in utf-8. Say how it is encoded: encoding: 'latin1'/,
    ],
    ['half a sign at the end', Buffer.from([97, 10, 0xe2, 0x82]), {}, /is not text in utf-8/],
    ['a damaged gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), {}, /is compressed by gzip, and damaged or cut off/],
    ['a gzip that is cut off', gzipSync('a\n1\n'.repeat(99)).subarray(0, 20), {}, /damaged or cut off/],
  ])('names %s', async (_, text, options, message) => {
    writeFileSync(path, text);
    const opening = csv({ path, ...options }).open();
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toMatchObject({ code: 'LML_FILE_FORMAT' });
  });

  it('names a file that there is not', async () => {
    await expect(csv({ path: join(folder, 'none.csv') }).open()).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
  });

  it.each([
    { delimiter: ';;' },
    { delimiter: 'a' },
    { quote: 'ab' },
    { delimiter: "'", quote: "'" },
    { decimal: ',', thousands: ',' },
    { decimal: '5' },
    { header: [] },
    { header: ['a', 'a'] },
    { encoding: 'utf-7' },
    { skipRows: -1 },
    { types: { a: 'float' } },
  ])('refuses the options %j', (options) => {
    expect(() => csv({ path, ...options } as CsvOptions)).toThrow(InvalidOptionsError);
  });
});

describe('a table written as CSV', () => {
  it('is read as it was, whatever the size of the parts it is read in', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), async (table, sizes) => {
        const { names, rows, delimiter, end, endsWithEnd, quoteAll, mark } = table;
        const quoted = (value: string): string =>
          quoteAll || value.trim() === '' || /[",;\t|\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
        const lines = [names, ...rows].map((values) => values.map(quoted).join(delimiter));
        const bytes = new TextEncoder().encode(mark + lines.join(end) + (endsWithEnd ? end : ''));
        const source: ByteSource = {
          name: 'table.csv',
          size: bytes.length,
          async *stream() {
            for (let at = 0; at < bytes.length;) {
              const size = sizes.next().value;
              yield bytes.subarray(at, (at += size));
            }
          },
          slice: () => Promise.reject(new Error('not used')),
        };
        const settings = settingsOf({ delimiter, keepDefaultNa: false });
        const read: string[][] = [];
        const begins: number[] = [];
        for await (const piece of csvPieces(source, settings, sizes.next().value)) {
          expect(piece.names).toEqual(names);
          piece.lines.forEach((_, at) => read.push(piece.columns.map((column) => column[at]!)));
          begins.push(...piece.lines);
        }
        expect(read).toEqual(rows);
        const lengths = lines.map((line) => line.split(/\r\n|\r|\n/).length);
        expect(begins).toEqual(
          rows.map((_, at) => 1 + lengths.slice(0, at + 1).reduce((sum, count) => sum + count, 0)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

const sign = fc.constantFrom(
  '"',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  'a',
  '1',
  ' ',
  '#',
  '\u00e9',
  '\u{1f600}',
  '\u65e5',
);
const value = fc.array(sign, { maxLength: 5 }).map((signs) => signs.join(''));
const tables = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.record({
    names: fc.constant(Array.from({ length: width }, (_, at) => `c${at}`)),
    rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 6 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    endsWithEnd: fc.boolean(),
    quoteAll: fc.boolean(),
    mark: fc.constantFrom('', '\ufeff'),
  }),
);

/** The values of each column of a text. */
async function columnsOf(text: string, options = {}): Promise<Record<string, unknown[]>> {
  writeFileSync(path, text);
  const { columns } = await readCsv(settingsOf(options));
  return Object.fromEntries([...columns].map(([name, { values }]) => [name, Array.from<unknown>(values.data)]));
}

function row(...values: number[]): NdArray {
  return { dtype: 'float64', shape: [values.length], data: Float64Array.from(values) };
}

function float64(value: number): NdArray {
  return { dtype: 'float64', shape: [], data: Float64Array.of(value) };
}

function int32(value: number): NdArray {
  return { dtype: 'int32', shape: [], data: Int32Array.of(value) };
}

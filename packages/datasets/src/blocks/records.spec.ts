import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { fileDataset, InvalidOptionsError, type NdArray, toConfig, type Sample } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { readAll } from '../shared/read.fixture.js';
import { records, type RecordsOptions } from './records.js';

const float64 = (...data: number[]): NdArray => ({
  dtype: 'float64',
  shape: [data.length],
  data: Float64Array.from(data),
});
const scalar = (value: number): NdArray => ({ dtype: 'float64', shape: [], data: Float64Array.of(value) });

async function inputs(rows: readonly object[], options: Omit<RecordsOptions, 'rows'> = {}): Promise<unknown[]> {
  return (await readAll(records({ rows, ...options }))).map(({ input }) => input);
}

describe('records', () => {
  it('takes rows by themselves, and writes them down as an option', async () => {
    const rows = [{ a: 1, y: 'x' }, { a: 2, y: 'z' }]; // prettier-ignore
    const [short, long] = [records(rows, { target: 'y' }), records({ rows, target: 'y' })];
    await Promise.all([short.open(), long.open()]);
    expect(short.get(1)).toEqual(long.get(1));
    expect(toConfig(short)).toEqual(toConfig(long));
    expect(records(rows, { as: 'columns' }).inputNames).toEqual(['a', 'y']);
    expect(() => records([3] as never)).toThrow(/rows\.0: must be a record/);
  });

  it('gives samples of the rows with their classes', async () => {
    const rows = [
      { age: 3, old: false, kind: 'b', w: 1, g: 'x', id: 7n },
      { age: 5, old: true, kind: 'a', w: 2, g: 'y', id: 8n },
    ];
    const dataset = records({ rows, target: 'kind', weight: 'w', group: 'g', metadata: ['id'] });
    const expected: Sample[] = [
      { input: float64(3, 0), target: int32(1), weight: scalar(1), group: 'x', metadata: { id: 7 } },
      { input: float64(5, 1), target: int32(0), weight: scalar(2), group: 'y', metadata: { id: 8 } },
    ];
    expect(await readAll(dataset)).toEqual(expected);
    expect(dataset.classNames).toEqual(['a', 'b']);
    expect(dataset.inputNames).toEqual(['age', 'old']);
    expect(dataset.source!(0)).toBeUndefined();
  });

  it('takes the union of the keys for columns, in order of first appearance', async () => {
    const rows = [{ b: 1 }, { c: 2, b: 3 }, { a: 4, c: null }, { a: undefined, b: NaN }];
    const dataset = records({ rows });
    expect((await readAll(dataset)).map(({ input }) => input)).toEqual([
      float64(1, NaN, NaN),
      float64(3, 2, NaN),
      float64(NaN, NaN, 4),
      float64(NaN, NaN, NaN),
    ]);
    expect(dataset.inputNames).toEqual(['b', 'c', 'a']);
  });

  it('takes dates, bigints and texts for columns of their own', async () => {
    const when = new Date('2026-11-30T12:00:00Z');
    const rows = [
      { when, id: 2n ** 62n, name: 'x' },
      { id: -1n, when: new Date(NaN) },
    ];
    expect(await inputs(rows, { as: 'columns' })).toEqual([
      { when: scalar(when.getTime()), id: { dtype: 'int64', shape: [], data: BigInt64Array.of(2n ** 62n) }, name: 'x' },
      { when: scalar(NaN), id: { dtype: 'int64', shape: [], data: BigInt64Array.of(-1n) }, name: '' },
    ]);
    const [first, second] = await readAll(records({ rows, inputs: ['id'], metadata: ['when', 'name'] }));
    expect([first!['metadata'], second!['metadata']]).toEqual([
      { when: when.toISOString(), name: 'x' },
      { when: null, name: null },
    ]);
  });

  it('takes arrays of numbers for columns with further axes', async () => {
    const rows = [{ a: [1, 2], b: [[3], [4]] }, { a: Float32Array.of(5, 6) }, { a: [7, null], b: [[8], [9]] }];
    expect(await inputs(rows)).toEqual([float64(1, 2, 3, 4), float64(5, 6, NaN, NaN), float64(7, NaN, 8, 9)]);
    expect(records({ rows }).inputNames).toEqual(['a.0', 'a.1', 'b.0', 'b.1']);
    const [, second] = await inputs(rows, { as: 'columns' });
    expect(second).toEqual({
      a: float64(5, 6),
      b: { dtype: 'float64', shape: [2, 1], data: Float64Array.of(NaN, NaN) },
    });
    const targets = await readAll(records({ rows, inputs: ['b'], target: 'a', missingTarget: 'drop' }));
    expect(targets.map(({ target }) => target)).toEqual([float64(1, 2), float64(5, 6)]);
    const [, without] = await readAll(records({ rows, inputs: ['a'], metadata: ['b'] }));
    expect(without!['metadata']).toEqual({ b: null });
  });

  it('takes records within records for columns of their own', async () => {
    const rows = [{ user: { age: 3, address: { zip: 4 } }, x: 1 }, { user: { age: 5 } }, { x: 2, user: null }];
    const dataset = records({ rows, inputs: ['x', 'user.age', 'user.address.zip'] });
    expect((await readAll(dataset)).map(({ input }) => input)).toEqual([
      float64(1, 3, 4),
      float64(NaN, 5, NaN),
      float64(2, NaN, NaN),
    ]);
  });

  it('looks at no column that nothing is done with', async () => {
    const rows = [
      { x: 1, tags: ['a'], f: () => 1 },
      { x: 2, tags: 7 },
    ];
    expect(await inputs(rows, { inputs: ['x'] })).toEqual([float64(1), float64(2)]);
  });

  it('takes instances of classes for rows too', async () => {
    class Row {
      constructor(readonly x: number) {}
    }
    expect(await inputs([new Row(1), new Row(2)])).toEqual([float64(1), float64(2)]);
  });

  it('has truth values for classes, and numbers where it is told to', () => {
    const rows = [
      { x: 1, y: true, n: 10 },
      { x: 1, y: true, n: 9 },
    ];
    expect(records({ rows, inputs: ['x'], target: 'y' }).classNames).toEqual(['false', 'true']);
    expect(records({ rows, inputs: ['x'], target: 'n', classes: true }).classNames).toEqual(['9', '10']);
  });

  it('keeps a column of any name', async () => {
    const rows = [JSON.parse('{"__proto__": 1, "constructor": 2}') as object];
    expect(await inputs(rows, { as: 'columns', inputs: ['constructor', '__proto__'] })).toEqual([
      Object.fromEntries([
        ['constructor', scalar(2)],
        ['__proto__', scalar(1)],
      ]),
    ]);
  });

  it('says what the columns of a file to predict are for', async () => {
    const rows = [{ x: 1, town: 'Oslo', id: 'a', y: 2 }];
    const like = records({ rows, target: 'y', as: 'columns', metadata: ['id'] });
    const path = join(mkdtempSync(join(tmpdir(), 'lml-records-')), 'new.csv');
    writeFileSync(path, 'id,town,more,x\nb,Rome,3,4\n');
    const samples = await readAll(fileDataset(path, { like, inputNames: like.inputNames }));
    rmSync(dirname(path), { recursive: true });
    expect(samples).toEqual([{ input: { x: scalar(4), town: 'Rome' }, metadata: { id: 'b' } }]);
    expect(() => fileDataset('new.xyz', { like })).toThrow(/file must be one whose name ends in .*\.csv/);
  });

  it('keeps every number', async () => {
    const rows = fc.array(fc.record({ a: fc.double(), b: fc.option(fc.double()) }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const read = await inputs(given, { inputs: ['a', 'b'] });
        expect(read).toEqual(given.map(({ a, b }) => float64(a, b ?? NaN)));
      }),
    );
  });

  it.each<[string, unknown, object, RegExp]>([
    ['no rows', 3, {}, /rows.*must be an array of records, got 3/],
    ['a row that is none', [{ a: 1 }, 2], {}, /rows\.1.*must be a record, as \{ age: 3, kind: 'a' \}, got 2/],
    ['a row of values', [[1, 2]], {}, /rows\.0.*must be a record/],
    ['values of two kinds', [{ a: 1 }, {}, { a: 'x' }], {}, /rows\.2\.a.*must be a number, as in row 0, got 'x'/],
    ['a number among texts', [{}, { a: 'x' }, { a: 5 }], {}, /rows\.2\.a.*must be text, as in row 1, got 5/],
    ['a bigint among numbers', [{ a: 1 }, { a: 5n }], {}, /rows\.1\.a.*must be a number, as in row 0, got 5n/],
    ['a bigint of more bits', [{ a: 1n }, { a: 2n ** 63n }], {}, /rows\.1\.a.*must be a bigint of 64 bits/],
    ['a missing bigint', [{ a: 1n }, {}], {}, /rows\.1\.a.*is missing, which a whole number of 64 bits cannot be/],
    [
      'what is no value',
      [{ a: () => 1 }],
      {},
      /rows\.0\.a.*must be a number, true or false, text, a date, or an array of numbers, got a function/,
    ],
    [
      'arrays of other lengths',
      [{ a: [1, 2] }, { a: [1] }],
      {},
      /rows\.1\.a.*must be numbers of the shape \[2\], as in row 0, got an array of length 1/,
    ],
    ['arrays of texts', [{ a: ['x'] }], {}, /rows\.0\.a.*must be numbers of the shape \[1\], got an array of length 1/],
    ['empty arrays', [{ a: [] }], {}, /rows\.0\.a.*must be an array with values, got an empty one/],
    ['a column twice', [{ 'a.b': 1, a: { b: 2 } }], {}, /rows\.0\..*the column is there twice/],
    [
      'no such target',
      [{ age: 1 }],
      { target: 'Age' },
      /there is no column 'Age', which target names\. Did you mean 'age'/,
    ],
    ['a missing target', [{ a: 1, b: 1 }, { a: 2 }], { target: 'b' }, /row 1 has no value in the target column 'b'/],
    ['texts in a matrix', [{ a: 'x' }], {}, /column 'a' is text/],
    [
      'groups of arrays',
      [{ a: 1, g: [1, 2] }],
      { group: 'g' },
      /column 'g' is of arrays; a group is a number or a text/,
    ],
    [
      'classes of arrays',
      [{ a: 1, g: [1, 2] }],
      { target: 'g', classes: true },
      /the target 'g' is of arrays, and cannot be classes/,
    ],
    ['no columns', [{}], {}, /there are no rows, and so no columns/],
  ])('names %s', (_, rows, options, message) => {
    const make = (): unknown => records({ rows: rows as object[], ...options });
    expect(make).toThrow(message);
    expect(make).toThrow(InvalidOptionsError);
  });

  it('refuses records that contain themselves, and arrays that do', () => {
    const row: Record<string, unknown> = {};
    row['row'] = row;
    expect(() => records({ rows: [row] })).toThrow(/records nest deeper than 16/);
    const list: unknown[] = [];
    list.push(list);
    expect(() => records({ rows: [{ list }] })).toThrow(/must be numbers of the shape/);
  });
});

function int32(value: number): NdArray {
  return { dtype: 'int32', shape: [], data: Int32Array.of(value) };
}

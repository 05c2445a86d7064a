import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { NdArray } from '@lml/core';

import '../index.js';
import { records } from '../blocks/records.js';
import { readAll } from '../shared/read.fixture.js';
import { csv } from './csv.js';
import { jsonl } from './jsonl.js';
import { json } from './json.js';

const folder = mkdtempSync(join(tmpdir(), 'lml-json-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'table.jsonl');
const row = (...data: number[]): NdArray => ({ dtype: 'float64', shape: [data.length], data: Float64Array.from(data) });

describe('jsonl', () => {
  it('gives the samples that records, JSON and CSV of the same rows give', async () => {
    const rows = [
      { x: 1.5, kind: 'b', name: 'n\u00e4', ok: true },
      { x: null, kind: 'a', name: '', ok: false },
      { x: -3e-10, kind: '\u{1f600}', name: 'with "quotes", commas', ok: true },
    ];
    const options = { target: 'kind', metadata: ['name'] };
    const [lines, array, table] = [path, join(folder, 'table.json'), join(folder, 'table.csv')];
    writeFileSync(lines, rows.map((each) => JSON.stringify(each)).join('\n'));
    writeFileSync(array, JSON.stringify(rows, null, 2));
    const quoted = rows.map(({ x, kind, name, ok }) => `${x ?? ''},${kind},"${name.replaceAll('"', '""')}",${ok}`);
    writeFileSync(table, `x,kind,name,ok\n${quoted.join('\n')}`);
    const expected = await readAll(records({ rows, ...options }));
    expect(expected[0]!['input']).toEqual(row(1.5, 1));
    expect(await readAll(jsonl({ path: lines, ...options }))).toEqual(expected);
    expect(await readAll(json({ path: array, ...options }))).toEqual(expected);
    expect(await readAll(csv({ path: table, ...options }))).toEqual(expected);
    const dataset = jsonl({ path: lines, ...options });
    await dataset.open();
    expect(dataset.classNames).toEqual(['a', 'b', '\u{1f600}']);
    expect(dataset.inputNames).toEqual(['x', 'ok']);
    expect(dataset.source!(1)).toEqual({ file: path, row: 1 });
  });

  it('leaves blank lines out, and takes a mark, CRLF and gzip', async () => {
    const text = '\ufeff{"a": 1}\r\n\r\n  \n{"a": 2, "b": [3, 4]}\n\n';
    for (const content of [text, gzipSync(text)]) {
      writeFileSync(path, content);
      const samples = await readAll(jsonl({ path }));
      expect(samples.map(({ input }) => input)).toEqual([row(1, NaN, NaN), row(2, 3, 4)]);
    }
  });

  it('converts values to the types that are asked for', async () => {
    writeFileSync(
      path,
      '{"when": "2026-11-30", "zip": 123, "id": "9007199254740993", "n": "1.5", "f": 1, "m": 86400000}\n{"id": 5, "n": 2, "f": false}',
    );
    const types = {
      when: 'date',
      zip: 'text',
      id: 'integer',
      n: 'number',
      f: 'boolean',
      m: 'date',
      none: 'text',
    } as const;
    const [first, second] = await readAll(
      jsonl({ path, types, inputs: ['n'], metadata: ['when', 'zip', 'id', 'f', 'm', 'none'] }),
    );
    expect([first!['input'], second!['input']]).toEqual([row(1.5), row(2)]);
    expect(first!['metadata']).toEqual({
      when: '2026-11-30T00:00:00.000Z',
      zip: '123',
      id: 9007199254740993n,
      f: true,
      m: '1970-01-02T00:00:00.000Z',
      none: null,
    });
    expect(second!['metadata']).toEqual({ when: null, zip: null, id: 5, f: false, m: null, none: null });
  });

  it.each<[string, string, object, RegExp]>([
    [
      'what is no JSON',
      '{"a": 1}\n\n{"a": \u{1f600}}',
      {},
      /line 3, column 7: expected a value, got '\u{1f600}'\. Each line is one record/u,
    ],
    ['a record that goes over lines', '{"a":\n1}', {}, /line 1, column 6: expected a value, got the end of the line/],
    [
      'a value that is no record',
      '{"a": 1}\n[1]',
      {},
      /line 2 must be a record, as \{"age": 3, "kind": "a"\}, got an array of length 1/,
    ],
    [
      'values of two kinds',
      '\n{"a": 1}\n{"a": "x"}',
      {},
      /line 3, column 'a': must be a number, as in line 2, got 'x'/,
    ],
    [
      'a date that is none',
      '{"a": "2026-13-01"}',
      { types: { a: 'date' } },
      /line 1, column 'a': must be a date, got '2026-13-01'/,
    ],
    [
      'an integer with a fraction',
      '{"a": 1.5}',
      { types: { a: 'integer' } },
      /line 1, column 'a': must be a bigint of 64 bits, got 1.5/,
    ],
    ['no such column', '{"a": 1}', { target: 'b' }, /there is no column 'b', which target names/],
    ['a missing target', '{"a": 1, "b": 2}\n{"a": 1}', { target: 'b' }, /row 1 has no value in the target column 'b'/],
    [
      'arrays of other lengths',
      '{"a": [1]}\n{"a": [1, 2]}',
      {},
      /line 2, column 'a': must be numbers of the shape \[1\], as in line 1/,
    ],
    [
      'records that nest deeply',
      '{"a":'.repeat(20) + '1' + '}'.repeat(20),
      {},
      /line 1, column 'a\.a.*: records nest deeper than 16/,
    ],
    ['nothing', '\n', {}, /there are no rows, and so no columns/],
  ])('names %s', async (_, text, options, message) => {
    writeFileSync(path, text);
    const opening = jsonl({ path, ...options }).open();
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toMatchObject({ code: 'LML_FILE_FORMAT' });
  });

  it('names other bytes than UTF-8 has, and a file that there is not', async () => {
    writeFileSync(path, Buffer.from([0x7b, 0xff]));
    await expect(jsonl({ path }).open()).rejects.toThrow(/is not text in utf-8/);
    await expect(jsonl({ path: join(folder, 'none') }).open()).rejects.toMatchObject({
      code: 'LML_FILE_NOT_FOUND',
    });
  });
});

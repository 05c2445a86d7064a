import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ByteSource } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { readAll } from '../shared/read.fixture.js';
import { jsonLinesPieces } from '../tables/json/json-lines-pieces.js';
import { jsonlStream } from './jsonl-stream.js';
import { jsonl } from './jsonl.js';

const folder = mkdtempSync(join(tmpdir(), 'lml-json-lines-stream-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'table.jsonl');

/** So many records that the file has several parts. */
const COUNT = 6_000;
const rows = Array.from({ length: COUNT }, (_, at) => ({
  at,
  user: { age: at % 80 },
  // The arrays of the last part are all missing.
  box: at < COUNT / 4 ? [at, -at] : null,
  kind: at > COUNT - 9 ? 'late' : ['x', 'y'][at % 2],
  note: `${at} ${'\u00e9'.repeat(300)}`,
}));

function write(records: readonly object[]): void {
  writeFileSync(path, records.map((record) => JSON.stringify(record)).join('\n'));
}

describe('jsonl-stream', () => {
  it('gives the samples of jsonl one after the other', async () => {
    write(rows);
    const options = { path, target: 'kind', metadata: ['note'] };
    const [stream, whole] = [jsonlStream(options), jsonl(options)];
    const [streamed, read] = [await readAll(stream), await readAll(whole)];
    expect(streamed.length).toBe(COUNT);
    for (const index of [0, 1, COUNT / 2, COUNT - 1]) expect(streamed[index]).toEqual(read[index]);
    expect(stream.classNames).toEqual(['late', 'x', 'y']);
    expect([stream.classNames, stream.inputNames]).toEqual([whole.classNames, whole.inputNames]);
    expect(stream.inputNames).toEqual(['at', 'user.age', 'box.0', 'box.1']);
  });

  it('tells what the first part did not have', async () => {
    const late = (record: object): void => write([...rows, record]);
    const read = (options: object = {}): Promise<unknown> =>
      readAll(jsonlStream({ path, metadata: ['note', 'kind'], ...options }));
    late({ at: 'x' });
    await expect(read()).rejects.toThrow(
      `line ${COUNT + 1}, column 'at': must be a number, as in the first part of the file, got 'x'`,
    );
    late({ box: [1] });
    await expect(read()).rejects.toThrow(/column 'box': must be numbers of the shape \[2\], as in the first part/);
    late({ more: 1 });
    await expect(read()).rejects.toThrow(
      `line ${COUNT + 1}, column 'more': there is no such column in the first part of the file. Name it in types`,
    );
    await read({ inputs: ['at'] });
    await read({ types: { more: 'number' } });
  });

  it('has no samples where there are none, once the columns are named', async () => {
    write([]);
    await expect(jsonlStream({ path }).open()).rejects.toThrow(/there are no rows, and so no columns/);
    expect(await readAll(jsonlStream({ path, types: { a: 'number' } }))).toEqual([]);
  });

  it('names what is wrong with the options when it is opened', async () => {
    write(rows.slice(0, 3));
    await expect(jsonlStream({ path, target: 'Kind' }).open()).rejects.toThrow(/Did you mean 'kind'/);
    await expect(jsonlStream({ path }).open()).rejects.toThrow(/column 'kind' is text/);
  });

  it('reads the same records in parts of any size', async () => {
    const record = fc.dictionary(
      fc.string({ maxLength: 3 }),
      fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null)),
    );
    const line = fc.oneof(
      record.map((value) => JSON.stringify(value)),
      fc.constantFrom('', '  ', '\r'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), async (lines, sizes) => {
        const bytes = new TextEncoder().encode(lines.join('\n'));
        const source: ByteSource = {
          name: 'table.jsonl',
          size: bytes.length,
          async *stream() {
            for (let at = 0; at < bytes.length;) yield bytes.subarray(at, (at += sizes.next().value));
          },
          slice: () => Promise.reject(new Error('not used')),
        };
        const read: [number, string][] = [];
        for await (const { records, lines: numbers } of jsonLinesPieces(source, sizes.next().value))
          records.forEach((value, at) => read.push([numbers[at]!, JSON.stringify(value)]));
        const expected = lines
          .map((text, at): [number, string] => [at + 1, text])
          .filter(([, text]) => text.trim() !== '');
        expect(read).toEqual(expected);
      }),
    );
  });
});

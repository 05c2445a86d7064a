import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { DataLoader, type Dataset, type HostBatch, type IterableDataset, type NdArray, type Sample } from '@lml/core';

import '../index.js';
import { contextOf, readAll } from '../shared/read.fixture.js';
import { csvStream } from './csv-stream.js';
import { csv } from './csv.js';

const folder = mkdtempSync(join(tmpdir(), 'lml-csv-stream-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'table.csv');

/** So many rows that the file has several parts. */
const ROWS = 12_000;
const KINDS = ['pear', 'apple', 'quince'];
const rows = Array.from({ length: ROWS }, (_, at) => {
  // The last kind occurs in the last part only, and some targets are missing.
  const kind = at % 1000 === 7 ? '' : at > ROWS - 50 ? 'quince' : KINDS[at % 2]!;
  return `${at},${at / 7},${kind},${1 + (at % 3)},group ${at % 5},"note ${at}, and ${'more '.repeat(40)}"`;
});
writeFileSync(path, `id,x,kind,w,g,note\n${rows.join('\n')}\n`);
const options = {
  path,
  target: 'kind',
  weight: 'w',
  group: 'g',
  metadata: ['note'],
  missingTarget: 'drop',
} as const;

function at(samples: readonly Sample[]): Sample[] {
  return [0, 1, 7, 8, samples.length / 2, samples.length - 1].map((index) => samples[Math.floor(index)]!);
}

describe('csv-stream', () => {
  it.each([{}, { as: 'columns' }, { classNames: ['quince', 'apple', 'pear'] }, { inputs: ['x'] }] as const)(
    'gives the samples of csv one after the other, with %j',
    async (more) => {
      const [stream, whole] = [csvStream({ ...options, ...more }), csv({ ...options, ...more })];
      const [streamed, read] = [await readAll(stream), await readAll(whole)];
      expect(streamed.length).toBe(ROWS - ROWS / 1000);
      expect(read.length).toBe(streamed.length);
      expect(at(streamed)).toEqual(at(read));
      // Each sample is the next row: their sums agree.
      const sum = (samples: readonly Sample[]): number =>
        samples.reduce((total, { weight, target }, row) => total + row * (value(weight) + 10 * value(target)), 0);
      expect(sum(streamed)).toBe(sum(read));
      expect(stream.classNames).toEqual(whole.classNames);
      expect(stream.inputNames).toEqual(whole.inputNames);
    },
  );

  it('finds the classes when it is opened', async () => {
    const stream = csvStream(options);
    expect(stream.classNames).toBeUndefined();
    await stream.open();
    expect(stream.classNames).toEqual(['apple', 'pear', 'quince']);
    const numbers = csvStream({ path, target: 'w', inputs: ['x'], classes: true });
    await numbers.open();
    expect(numbers.classNames).toEqual(['1', '2', '3']);
  });

  it('is shuffled in a buffer, otherwise in each epoch, and each row comes once', async () => {
    const small = join(folder, 'small.csv');
    writeFileSync(small, `x,y\n${Array.from({ length: 60 }, (_, row) => `${row},${row % 3}`).join('\n')}\n`);
    const dataset = csvStream({ path: small, target: 'y' });
    const loader = new DataLoader({ dataset, batchSize: 8, shuffle: true, shuffleBuffer: 30 });
    await loader.open();
    const order = async (epoch: number): Promise<number[]> => {
      const seen: number[] = [];
      for await (const { batch } of loader.iterate(epoch)) {
        const { input, target } = batch as HostBatch & Record<'input' | 'target', NdArray<'float64'>>;
        seen.push(...input.data);
        expect(Array.from(target.data)).toEqual(Array.from(input.data, (x) => x % 3));
      }
      return seen;
    };
    const [first, second] = [await order(0), await order(1)];
    expect([...first].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, row) => row));
    expect(first).not.toEqual([...first].sort((a, b) => a - b));
    expect(second).not.toEqual(first);
    expect(await order(0)).toEqual(first);
  });

  it('closes the connection where reading ends early', async () => {
    let open = 0;
    const body = gzipSync(`x,y\n${'1,2\n'.repeat(3_000_000)}`);
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-length': body.length });
      if (request.method === 'HEAD') return response.end();
      open++;
      response.on('close', () => open--);
      return response.end(Buffer.concat([body]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const stream = csvStream({
        path: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.csv`,
      });
      await stream.open();
      for await (const _ of stream.iterate({ ...contextOf(0), seed: 0 })) break;
      await new Promise<void>((resolve) => server.close(() => resolve()));
      expect(open).toBe(0);
    } finally {
      server.closeAllConnections();
    }
  });

  it('says where a value is not of the type that the first part has', async () => {
    const late = join(folder, 'late.csv');
    const texts = Array.from({ length: 12_000 }, (_, row) => (row === 11_990 ? '7,?' : '1,2') + `,${'x'.repeat(100)}`);
    writeFileSync(late, `a,b,c\n${texts.join('\n')}\n`);
    const message =
      /line 11992, column 'b': '\?' is not a number. All values before are.*types: { 'b': 'text' }; or.*naValues/;
    await expect(last(csvStream({ path: late, metadata: ['c'] }))).rejects.toThrow(message);
    expect(await last(csvStream({ path: late, naValues: ['?'], metadata: ['c'] }))).toEqual([1, 2]);
    expect(await last(csvStream({ path: late, types: { b: 'text' }, inputs: ['a'] }))).toEqual([1]);
  });

  it('names the row of what is wrong, counted from the first of the file', async () => {
    await expect(last(csvStream({ ...options, missingTarget: 'error' }))).rejects.toThrow(
      /row 7 has no value in the target/,
    );
    const classNames = ['apple', 'pear'];
    await expect(last(csvStream({ ...options, classNames }))).rejects.toThrow(
      `column 'kind', row ${ROWS - 49}: 'quince' is none of the classes 'apple', 'pear'`,
    );
  });

  it('says what is wrong with the options when it is opened', async () => {
    await expect(csvStream({ path, target: 'Kind' }).open()).rejects.toThrow(/Did you mean 'kind'/);
    await expect(csvStream({ path, target: 'w' }).open()).rejects.toThrow(/column 'kind' is text/);
    await expect(csvStream({ path: join(folder, 'none') }).open()).rejects.toMatchObject({
      code: 'LML_FILE_NOT_FOUND',
    });
    const stream = csvStream({ path, inputs: ['x'] });
    await expect(readUnopened(stream)).rejects.toThrow(/await dataset.open\(\) first/);
  });

  it('has no samples where there are no rows', async () => {
    const empty = join(folder, 'empty.csv');
    writeFileSync(empty, 'a,b\n');
    expect(await readAll(csvStream({ path: empty, target: 'b' }))).toEqual([]);
  });
});

function value(part: unknown): number {
  return Number((part as NdArray).data[0]);
}

/** The inputs of the last sample. */
async function last(dataset: Dataset | IterableDataset): Promise<number[]> {
  const { input } = (await readAll(dataset)).at(-1)!;
  return Array.from((input as NdArray<'float64'>).data);
}

async function readUnopened(stream: IterableDataset): Promise<void> {
  for await (const _ of stream.iterate({ ...contextOf(0), seed: 0 })) break;
}

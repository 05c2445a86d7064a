import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, fileDataset, type Dataset } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { bytesOf, codeOf, damaged } from '../shared/array-goldens.fixture.js';
import { inputsOf } from '../shared/read.fixture.js';
import { readParquet } from '../tables/parquet/read-parquet.js';
import { expectGolden, goldenTables, tableSettings } from '../tables/table-goldens.fixture.js';
import { parquet } from './parquet.js';

const goldens = goldenTables('parquet');
const folder = mkdtempSync(join(tmpdir(), 'lml-parquet-'));

function write(bytes: Uint8Array, name = 'x.parquet'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The file of a case. */
function fileOf(name: string): string {
  return write(bytesOf(goldens.get(name)!.file), `${name}.parquet`);
}

describe('parquet', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  const nested = ['ragged', 'texts', 'deep', 'struct', 'bytes'];
  const readable = [...goldens.values()].filter(({ name }) => !/^lists|wide$|and missing/.test(name));

  it.each(readable.map((golden) => [golden.name, golden] as const))('reads what pyarrow writes: %s', async (name) => {
    expectGolden(await readParquet(fileOf(name), tableSettings()), goldens.get(name)!);
  });

  it.each(['lists 1.0', 'lists 2.0'])('reads lists of one length, and refuses others by name: %s', async (name) => {
    const golden = goldens.get(name)!;
    const inputs = Object.keys(golden.values).filter((column) => !nested.includes(column));
    const table = await readParquet(fileOf(name), tableSettings({ inputs }));
    expectGolden(table, golden, inputs);
    expect(table.columns.get('pair')!.values.shape).toEqual([4, 2]);
    for (const column of nested)
      await expect(readParquet(fileOf(name), tableSettings({ inputs: [column] }))).rejects.toThrow(
        new RegExp(`column '${column}'.*LML_FILE_FORMAT`, 's'),
      );
  });

  it('tells types', async () => {
    const { columns } = await readParquet(fileOf('types'), tableSettings());
    const types = Object.fromEntries([...columns].map(([name, { type }]) => [name, type]));
    expect(types).toMatchObject({ uint64: 'number', wide: 'integer', date: 'date', seconds: 'date', category: 'text' });
    const { columns: mixed } = await readParquet(fileOf('pages 2.0'), tableSettings());
    expect([...mixed].map(([, { type }]) => type)).toEqual(['number', 'number', 'number', 'number', 'boolean', 'text']);
  });

  it.each(['wide and missing', 'unsigned and wide'])('refuses what no type holds: %s', async (name) => {
    await expect(readParquet(fileOf(name), tableSettings())).rejects.toThrow(/column 'wide' has whole numbers beyond/);
  });

  it('makes samples, from a config', async () => {
    const path = fileOf('compression zstd');
    const dataset = build('dataset', {
      name: 'parquet',
      path,
      inputs: ['whole', 'single'],
      target: 'truth',
      missingTarget: 'drop',
      metadata: ['text'],
    }) as Dataset;
    await dataset.open();
    expect(dataset.inputNames).toEqual(['whole', 'single']);
    expect(dataset.classNames).toEqual(['false', 'true']);
    expect(dataset.length).toBe(34);
    expect(await dataset.get(3)).toEqual({
      input: { dtype: 'float64', shape: [2], data: Float64Array.of(-1, 1) },
      target: { dtype: 'int32', shape: [], data: Int32Array.of(0) },
      metadata: { text: 'rød' },
    });
  });

  it('reads another file as the one that was learnt from, without targets', async () => {
    const like = parquet({
      path: fileOf('compression zstd'),
      target: 'truth',
      inputs: ['real', 'whole'],
      missingTarget: 'drop',
    });
    const other = fileDataset(fileOf('pages 1.0'), { like }) as Dataset;
    await other.open();
    expect([other.length, other.inputNames, Object.keys(await other.get(0))]).toEqual([
      40,
      ['real', 'whole'],
      ['input'],
    ]);
  });

  it('says of columns that there are not which there are', async () => {
    await expect(parquet({ path: fileOf('plain 1.0'), inputs: ['hole'] }).open()).rejects.toThrow(
      /no column 'hole'.*Did you mean 'whole'/,
    );
  });

  describe('of a server', () => {
    const bytes = bytesOf(goldens.get('compression snappy')!.file);
    const ranges: string[] = [];
    let server: Server;
    let url: string;
    beforeAll(async () => {
      server = createServer((request, response) => {
        const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
        if (range === null) return response.setHeader('content-length', bytes.length).end();
        // How large the file is, is asked for with its first byte.
        if (range[0] !== 'bytes=0-0') ranges.push(range[0]);
        const part = bytes.subarray(Number(range[1]), Number(range[2]) + 1);
        response.writeHead(206, {
          'content-length': part.length,
          'content-range': `bytes ${range[1]}-${range[2]}/${bytes.length}`,
        });
        if (!request.url!.includes('lost') || ranges.length < 3) return response.end(part);
        response.write(part.subarray(0, 10));
        return setTimeout(() => response.destroy(), 20);
      });
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(() => void ranges.splice(0));
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });

    it('reads the parts that are needed', async () => {
      const inputs = await inputsOf(parquet({ path: `${url}/x.parquet`, inputs: ['whole'] }));
      expect(inputs).toHaveLength(40);
      // What describes the file, and one column in three groups of rows.
      expect(ranges).toHaveLength(4);
    });

    it('says that a connection was lost', async () => {
      expect(await codeOf(() => parquet({ path: `${url}/lost.parquet` }).open())).toBe('LML_FILE_READ');
    });
  });

  it('refuses what is none, and what is cut off or encrypted', async () => {
    const whole = bytesOf(goldens.get('deltas')!.file);
    const files = [
      ['it is too short', new Uint8Array(4)],
      ['it does not end in PAR1', new Uint8Array(100)],
      ['it does not end in PAR1', whole.subarray(0, -1)],
      ['what describes it is longer than it is', whole.subarray(-200)],
      ['it is encrypted', Uint8Array.from([...whole.subarray(0, -1), 69])],
    ] as const;
    for (const [reason, bytes] of files)
      await expect(readParquet(write(bytes), tableSettings())).rejects.toThrow(
        new RegExp(`${reason}.*LML_FILE_FORMAT`),
      );
  });

  it('gives values or says what is wrong, whatever the bytes', async () => {
    const files = ['deltas', 'pages 1.0', 'plain 2.0', 'lists 2.0', 'compression lz4', 'types'];
    const bytes = files.map((name) => bytesOf(goldens.get(name)!.file));
    await fc.assert(
      fc.asyncProperty(damaged(bytes), async (file) => {
        const path = write(file, 'damaged.parquet');
        expect(['no error', 'LML_FILE_FORMAT']).toContain(await codeOf(() => readParquet(path, tableSettings())));
      }),
      { numRuns: 150 },
    );
  });
});

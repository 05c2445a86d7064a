import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, type IterableDataset } from '@lml/core';

import '../index.js';
import { bytesOf } from '../shared/array-goldens.fixture.js';
import { inputsOf, readAll } from '../shared/read.fixture.js';
import { goldenTables } from '../tables/table-goldens.fixture.js';
import { parquet } from './parquet.js';
import { parquetStream } from './parquet-stream.js';

const goldens = goldenTables('parquet');
const folder = mkdtempSync(join(tmpdir(), 'lml-parquet-stream-'));

function fileOf(name: string): string {
  const path = join(folder, `${name}.parquet`);
  writeFileSync(path, bytesOf(goldens.get(name)!.file));
  return path;
}

describe('parquetStream', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  // 40 rows in groups of 15, 15 and 10.
  const path = fileOf('compression zstd');

  it('gives the samples of the whole table, from a config', async () => {
    const settings = { path, target: 'text', missingTarget: 'drop', inputs: ['whole', 'real'], metadata: ['long'] };
    const stream = build('dataset', { name: 'parquet-stream', ...settings }) as IterableDataset;
    const whole = build('dataset', { name: 'parquet', ...settings });
    expect(await readAll(stream)).toEqual(await readAll(whole));
    expect(stream.classNames).toEqual(whole.classNames);
    expect(stream.inputNames).toEqual(['whole', 'real']);
  });

  it('reads groups of rows in an order that follows from seed and epoch', async () => {
    const stream = parquetStream({ path, inputs: ['whole'], shuffleRowGroups: true });
    const inOrder = await inputsOf(parquet({ path, inputs: ['whole'] }));
    const groups = [inOrder.slice(0, 15), inOrder.slice(15, 30), inOrder.slice(30)];
    const orders: string[] = [];
    for (let epoch = 0; epoch < 12; epoch++) {
      const inputs = await inputsOf(stream, epoch);
      expect(await inputsOf(stream, epoch)).toEqual(inputs);
      const order = groups
        .map((group, at) => ({
          at,
          place: inputs.findIndex((input) => JSON.stringify(input) === JSON.stringify(group[0])),
        }))
        .sort((a, b) => a.place - b.place)
        .map(({ at }) => at);
      expect(inputs).toEqual(order.flatMap((at) => groups[at]!));
      orders.push(order.join(''));
    }
    expect(new Set(orders).size).toBeGreaterThan(3);
  });

  it('names the row of the file where groups are shuffled', async () => {
    const stream = parquetStream({ path, target: 'real', inputs: ['whole'], shuffleRowGroups: true });
    await expect(readAll(stream)).rejects.toThrow(/row (3|17|31) has no value in the target column 'real'/);
  });

  it('has no samples where there are no rows', async () => {
    expect(await readAll(parquetStream({ path: fileOf('no rows'), inputs: ['whole'] }))).toEqual([]);
  });

  it('says that whole numbers grow beyond float64, where the file did not', async () => {
    const stream = parquetStream({ path: fileOf('types without statistics'), as: 'columns', inputs: ['wide'] });
    await expect(readAll(stream)).rejects.toThrow(/column 'wide' has whole numbers beyond 2\^53 in row group 0/);
    const told = parquetStream({ path: fileOf('types'), as: 'columns', inputs: ['wide'] });
    expect(await inputsOf(told)).toHaveLength(3);
  });
});

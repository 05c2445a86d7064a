import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from '@lml/core';

import '../index.js';
import { bytesOf } from '../shared/array-goldens.fixture.js';
import { readAll } from '../shared/read.fixture.js';
import { goldenTables } from '../tables/table-goldens.fixture.js';
import { arrowStream } from './arrow-stream.js';

const goldens = goldenTables('arrow');
const folder = mkdtempSync(join(tmpdir(), 'lml-arrow-stream-'));

function fileOf(name: string): string {
  const path = join(folder, `${name}.arrow`);
  writeFileSync(path, bytesOf(goldens.get(name)!.file));
  return path;
}

describe('arrowStream', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['file in batches', 'stream in batches', 'compressed by lz4'])(
    'gives the samples of the whole table: %s',
    async (name) => {
      const settings = {
        path: fileOf(name),
        inputs: ['whole', 'real'],
        target: 'text',
        missingTarget: 'drop',
      } as const;
      const stream = build('dataset', { name: 'arrow-stream', ...settings });
      const whole = build('dataset', { name: 'arrow', ...settings });
      expect(await readAll(stream)).toEqual(await readAll(whole));
      expect(stream.classNames).toEqual(whole.classNames);
    },
  );

  it('has no samples where there are no rows', async () => {
    expect(await readAll(arrowStream({ path: fileOf('no rows'), inputs: ['whole'] }))).toEqual([]);
  });

  it('gives further values of dictionaries', async () => {
    // The second batch has a value that the first one has not.
    const samples = await readAll(arrowStream({ path: fileOf('categories'), as: 'columns' }));
    expect(samples.map(({ input }) => (input as Record<string, unknown>)['kind'])).toEqual(['b', '', 'a', 'b']);
  });
});

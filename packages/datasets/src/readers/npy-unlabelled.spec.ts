import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NdArray } from '@lml/core';

import { npyLabelled } from './npy-labelled.js';
import { npyUnlabelled } from './npy-unlabelled.js';

const goldens = JSON.parse(readFileSync(new URL('../goldens/npy.json', import.meta.url), 'utf8')) as {
  cases: { name: string; file: string }[];
};
let folder = '';
let path = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-unlabelled-'));
  path = join(folder, 'x.npy');
  writeFileSync(path, Buffer.from(goldens.cases.find(({ name }) => name === 'fortran order')!.file, 'base64'));
});

afterAll(() => rmSync(folder, { recursive: true }));

it('reads the inputs that a labelled dataset reads, without targets', async () => {
  const dataset = npyUnlabelled({ inputs: path });
  const other = npyLabelled({ inputs: path, targets: path });
  await Promise.all([dataset.open(), other.open()]);
  const { input } = (await other.get(1)) as Record<string, NdArray>;
  expect(await dataset.get(1)).toEqual({ input });
  expect(dataset.source!(1, 'input')).toEqual({ file: path, row: 1 });
});

it('reads a record of files, and says which one is not there', async () => {
  const dataset = npyUnlabelled({ inputs: { left: path, right: path } });
  await dataset.open();
  const { input } = (await dataset.getBatch!([0])) as { input: Record<string, NdArray> };
  expect(input['left']).toEqual(input['right']);
  await expect(npyUnlabelled({ inputs: join(folder, 'no.npy') }).open()).rejects.toMatchObject({
    code: 'LML_FILE_NOT_FOUND',
  });
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import '../../index.js';
import { openRecord, type RecordOptions } from './run-record.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-record-'));
});

afterEach(() => rm(folder, { recursive: true }));

const open = (options: Partial<RecordOptions> = {}): ReturnType<typeof openRecord> =>
  openRecord({ folder, name: 'x', file: 'search.json', definition: { seed: 1 }, resume: true, ...options });

/** A record that was left in the middle. */
async function interrupted(): Promise<string> {
  const record = await open();
  await record.write('trials/0.json', { value: NaN });
  await record.release();
  return record.folder!;
}

describe('the record of a run', () => {
  it('is gone on with where the definition is the same, and gives what was written', async () => {
    const before = await interrupted();
    const again = await open();
    expect([again.folder, again.isResumed]).toEqual([before, true]);
    expect(await again.read('trials/0.json')).toEqual({ value: NaN });
    expect(await again.read('trials/1.json')).toBeUndefined();
    await again.release();
  });

  it.each<[string, Partial<RecordOptions>]>([
    ['another definition', { definition: { seed: 2 } }],
    ['another file', { file: 'cross-validation.json' }],
    ['no wish to resume', { resume: false }],
  ])('is begun anew with %s', async (_, options) => {
    const before = await interrupted();
    const other = await open(options);
    expect(other.isResumed).toBe(false);
    expect(other.folder).not.toBe(before);
    await other.release();
  });

  it('is begun anew where the last one is complete, or somebody is at it', async () => {
    const first = await open();
    const second = await open();
    expect([second.isResumed, second.folder]).toEqual([false, `${folder}/x/2`]);
    await second.complete();
    await second.release();
    await first.release();
    expect((await open()).folder).toBe(`${folder}/x/3`);
  });

  it('does again what a damaged file told', async () => {
    const before = await interrupted();
    await writeFile(`${before}/trials/0.json`, '{ "value":');
    const again = await open();
    expect([again.isResumed, await again.read('trials/0.json')]).toEqual([true, undefined]);
    await again.release();
    await writeFile(`${before}/search.json`, '');
    expect((await open()).isResumed).toBe(false);
  });

  it('leaves no mark of its owner behind', async () => {
    const before = await interrupted();
    expect(await readdir(before)).toEqual(['search.json', 'trials']);
    expect(JSON.parse(await readFile(`${before}/search.json`, 'utf8'))).toEqual({
      id: expect.any(String),
      status: 'running',
      definition: { seed: 1 },
    });
  });

  it('writes nothing without a folder', async () => {
    const record = await open({ folder: false });
    await record.write('a.json', 1);
    expect([record.folder, record.isResumed, await record.read('a.json')]).toEqual([undefined, false, undefined]);
    expect(await readdir(folder)).toEqual([]);
  });
});

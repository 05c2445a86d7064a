import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderStore } from './folder-store.js';

describe('FolderStore', () => {
  let folder: string;
  let store: FolderStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-store-'));
    for (const name of ['store', 'from/sub']) await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, 'from/a'), 'first');
    await writeFile(join(folder, 'from/sub/b'), 'second');
    store = new FolderStore(join(folder, 'store'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const names = ['a', 'sub/b'];

  it('brings files from one folder to another, over what was there', async () => {
    await mkdir(join(folder, 'to'));
    await writeFile(join(folder, 'to/a'), 'old');
    await store.save(join(folder, 'from'), names, 'run/job/1');
    await store.load('run/job/1', names, join(folder, 'to'));
    expect(await readFile(join(folder, 'to/a'), 'utf8')).toBe('first');
    expect(await readFile(join(folder, 'to/sub/b'), 'utf8')).toBe('second');
    expect(await readdir(join(folder, 'to'))).toEqual(['a', 'sub']);
  });

  it('forgets a job with all its attempts, and the run with its last job', async () => {
    for (const place of ['run/job/1', 'run/job/2', 'run/other/1']) await store.save(join(folder, 'from'), names, place);
    await store.remove('run/job/2');
    expect(await readdir(join(folder, 'store/run'))).toEqual(['other']);
    await store.remove('run/other/1');
    expect(await readdir(join(folder, 'store'))).toEqual([]);
    await store.remove('run/other/1');
  });

  it('says what is missing, and leaves no part of a file', async () => {
    await expect(store.load('run/job/1', names, join(folder, 'to'))).rejects.toMatchObject({
      code: 'LML_EXECUTOR',
      message: expect.stringContaining('must be one folder') as unknown,
    });
    expect(await readdir(join(folder, 'to'))).toEqual([]);
    const nowhere = new FolderStore(join(folder, 'none'));
    await expect(nowhere.save(join(folder, 'from'), names, 'run/job/1')).rejects.toMatchObject({
      code: 'LML_EXECUTOR',
    });
    expect(await readdir(folder)).not.toContain('none');
  });

  it.each([
    ['../out', 'run/job/1'],
    ['a', '../../out'],
  ])('writes nothing outside: the file %s at %s', async (name, place) => {
    await expect(store.save(join(folder, 'from'), [name], place)).rejects.toThrow('LML_EXECUTOR');
    await expect(store.load(place, [name], join(folder, 'to'))).rejects.toThrow('LML_EXECUTOR');
    await expect(store.remove('../../out')).rejects.toThrow('LML_EXECUTOR');
  });
});

import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { files } from './files.js';

describe('Files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-files-'));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('that cannot be written leave nothing beside them, and what was there', async () => {
    await mkdir(join(folder, 'taken'));
    await expect(files.write(join(folder, 'taken'), 'text')).rejects.toMatchObject({ code: 'LML_FILE_WRITE' });
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it.each<[string, (path: string) => Promise<unknown>]>([
    ['written', (path) => files.write(path, 'text')],
    ['added to', (path) => files.append(path, 'text')],
    ['claimed', (path) => files.claimFolder(path)],
  ])('below a file cannot be %s, which is told by a code', async (_, act) => {
    await writeFile(join(folder, 'file'), 'whole');
    for (const path of ['file/x', 'file/x/y']) {
      await expect(act(join(folder, path))).rejects.toMatchObject({ code: 'LML_FILE_WRITE' });
    }
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('whole');
  });

  it('are read whole, and no more than is wanted', async () => {
    const path = join(folder, 'file');
    await writeFile(path, Uint8Array.of(1, 2, 3));
    expect(await files.read(path)).toEqual(Uint8Array.of(1, 2, 3));
    expect((await files.read(path, 3)).buffer.byteLength).toBe(3);
    await expect(files.read(path, 2)).rejects.toMatchObject({ code: 'LML_FILE_FORMAT' });
    await expect(files.read(join(folder, 'none'))).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
  });

  it.each<[string, (path: string) => unknown]>([
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['an endless device', (path) => symlink('/dev/zero', path)],
    ['a folder', (path) => mkdir(path)],
    ['more than there is memory for', (path) => writeFile(path, '').then(() => truncate(path, 2 ** 42))],
  ])('are not read where they are %s', async (_, make) => {
    await make(join(folder, 'file'));
    await expect(files.read(join(folder, 'file'))).rejects.toMatchObject({ code: 'LML_FILE_FORMAT' });
  });

  it('are removed all at once, so that a kill leaves no part of a folder under its name', async () => {
    const path = join(folder, 'checkpoint');
    await mkdir(path);
    const names = Array.from({ length: 200 }, (_, index) => `${index}`);
    for (const name of names) writeFileSync(join(path, name), '');
    let isRemoved = false;
    const removing = files.remove(path).then(() => (isRemoved = true));
    const seen = new Set<number>();
    while (!isRemoved) {
      if (existsSync(path)) seen.add(readdirSync(path).length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await removing;
    expect([...seen].filter((count) => count !== names.length)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    await files.remove(path);
  });

  it('are claimed once, as folders', async () => {
    expect([await files.claimFolder(`${folder}/a/1`), await files.claimFolder(`${folder}/a/1`)]).toEqual([true, false]);
  });

  it('are owned by one at a time, as folders, until that one leaves or is no more', async () => {
    const path = join(folder, 'run');
    await mkdir(path);
    expect([await files.own(path), await files.own(path)]).toEqual([true, false]);
    await files.disown(path);
    expect(await readdir(path)).toEqual([]);
    expect(await files.own(path)).toBe(true);
    // No process has this number.
    const [mark] = await readdir(path);
    await rename(join(path, mark!), join(path, mark!.replace(/-\d+\.tmp$/, '-4194999.tmp')));
    expect(await files.own(path)).toBe(true);
    await files.disown(path);
    await files.disown(path);
  });

  it('are inside a folder where all links are followed', async () => {
    await mkdir(join(folder, 'in'));
    await mkdir(join(folder, 'inside'));
    await writeFile(join(folder, 'in', '..file'), '');
    await symlink(join(folder, 'inside'), join(folder, 'in', 'out'));
    await symlink(join(folder, 'in'), join(folder, 'link'));
    const inside = (path: string, outer = 'in') => files.isInside(join(folder, path), join(folder, outer));
    expect(await Promise.all([inside('in/..file'), inside('link/..file'), inside('in/..file', 'link')])).toEqual([
      true,
      true,
      true,
    ]);
    const not = ['in', 'in/.', 'in/..', 'inside', 'in/out', 'in/none', 'link'].map((path) => inside(path));
    expect(await Promise.all(not)).toEqual(Array(7).fill(false));
  });
});

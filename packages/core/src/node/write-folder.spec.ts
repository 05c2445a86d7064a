import { jest } from '@jest/globals';
import fs from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { temporaryOf } from './temporary.js';
import { locateFolder, writeFolder } from './write-folder.js';

describe('writeFolder', () => {
  let place: string;

  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'lml-folder-'));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(place, { recursive: true });
  });

  const textOf = (name: string): Promise<string> => readFile(`${place}/it/${name}`, 'utf8');

  it('writes bytes and text, and nothing beside them', async () => {
    await writeFolder(`${place}/it`, { 'a.bin': Uint8Array.of(104, 105), 'b.txt': 'größer', empty: '' });
    expect(await Promise.all(['a.bin', 'b.txt', 'empty'].map(textOf))).toEqual(['hi', 'größer', '']);
    expect([await readdir(place), (await readdir(`${place}/it`)).sort()]).toEqual([
      ['it'],
      ['a.bin', 'b.txt', 'empty'],
    ]);
  });

  it('makes the folders that it stands in', async () => {
    await writeFolder(`${place}/x/y/it`, { a: '1' });
    expect(await readdir(`${place}/x/y`)).toEqual(['it']);
  });

  it('goes on where the system took only a part', async () => {
    const original = fs.write.bind(fs) as (...args: unknown[]) => void;
    jest.spyOn(fs, 'write').mockImplementation(((file: number, bytes: Uint8Array, done: unknown) => {
      original(file, bytes.subarray(0, 3), done);
    }) as typeof fs.write);
    await writeFolder(`${place}/it`, { a: 'in several parts' });
    expect(await textOf('a')).toBe('in several parts');
  });

  it('takes the place of what was there', async () => {
    await writeFolder(`${place}/it`, { old: '1' });
    await writeFolder(`${place}/it`, { fresh: '2' });
    expect([await readdir(place), await readdir(`${place}/it`)]).toEqual([['it'], ['fresh']]);
  });

  describe('where something fails', () => {
    const failure = Object.assign(new Error('no space left'), { code: 'ENOSPC' });

    /** Lets one call fail: by an exception, or where it has a callback, by that. */
    function failAt(method: 'write' | 'fsync' | 'openSync' | 'mkdirSync' | 'renameSync', at: number): void {
      const original = fs[method].bind(fs) as (...args: unknown[]) => unknown;
      let calls = 0;
      jest.spyOn(fs, method).mockImplementation(((...args: unknown[]) => {
        calls += 1;
        if (calls !== at) return original(...args);
        const done = args.at(-1);
        if (typeof done !== 'function') throw failure;
        setImmediate(() => (done as (error: unknown) => void)(failure));
      }) as never);
    }

    it.each([
      ['mkdirSync', 1],
      ['openSync', 2],
      ['write', 1],
      ['write', 2],
      ['fsync', 1],
      ['fsync', 3],
      ['renameSync', 1],
      ['renameSync', 2],
    ] as const)('leaves what was there: %s, at call %i', async (method, at) => {
      await writeFolder(`${place}/it`, { a: 'old', b: 'old' });
      failAt(method, at);
      await expect(writeFolder(`${place}/it`, { a: 'new', b: 'new' })).rejects.toBe(failure);
      expect(await Promise.all(['a', 'b'].map(textOf))).toEqual(['old', 'old']);
      expect(await readdir(place)).toEqual(['it']);
    });

    it('closes its files', async () => {
      const closed = jest.spyOn(fs, 'closeSync');
      const opened = jest.spyOn(fs, 'openSync');
      failAt('write', 2);
      await expect(writeFolder(`${place}/it`, { a: '1', b: '2', c: '3' })).rejects.toBe(failure);
      expect([opened.mock.calls.length, closed.mock.calls.length]).toEqual([3, 3]);
    });
  });

  it('is not disturbed by what one that was cut off left', async () => {
    await writeFolder(`${place}/it`, { a: 'half' });
    const temporary = temporaryOf(`${place}/it`);
    await rename(`${place}/it`, temporary);
    await writeFile(`${temporary}/more`, 'half');
    await writeFolder(`${place}/it`, { a: 'whole' });
    expect([await readdir(place), await readdir(`${place}/it`)]).toEqual([['it'], ['a']]);
  });

  it('leaves the old one to be found where the power fails between two moves', async () => {
    await writeFolder(`${place}/it`, { a: 'old' });
    expect(await locateFolder(`${place}/it`)).toBe(`${place}/it`);
    await rename(`${place}/it`, `${place}/.it.old`);
    expect(await locateFolder(`${place}/it`)).toBe(`${place}/.it.old`);
    expect(await locateFolder(`${place}/it/`)).toBe(`${place}/.it.old`);
    await writeFolder(`${place}/it`, { a: 'new' });
    expect([await locateFolder(`${place}/it`), await readdir(place)]).toEqual([`${place}/it`, ['it']]);
  });

  it('does not find what there is not', async () => {
    expect(await locateFolder(`${place}/none`)).toBe(`${place}/none`);
  });
});

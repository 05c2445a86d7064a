import { jest } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Snapshot } from '../callback.js';
import { createSnapshotWriter, type SnapshotWriter } from './snapshot-writer.js';

describe('A snapshot writer', () => {
  let folder: string;
  let wanted: Set<string>;
  let written: string[];
  let released: string[];
  let writer: SnapshotWriter;
  const onError = jest.fn();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-snapshots-'));
    [wanted, written, released] = [new Set(), [], []];
    onError.mockClear();
    writer = createSnapshotWriter(() => wanted, onError);
  });

  afterEach(() => rm(folder, { recursive: true }));

  const snapshot = (name: string): Snapshot => ({
    path: `${folder}/${name}`,
    async write() {
      written.push(name);
      await mkdir(`${folder}/${name}`, { recursive: true });
      return `${folder}/${name}`;
    },
    release: () => void released.push(name),
  });
  /** Adds a snapshot, and says which ones are wanted from then on. */
  const add = (name: string, keep: readonly string[] = [name]): void => {
    wanted = new Set(keep.map((each) => `${folder}/${each}`));
    writer.add(snapshot(name));
  };

  it('writes the first at once, and not those that are replaced soon after', async () => {
    add('a');
    await writer.ready();
    expect(await readdir(folder)).toEqual(['a']);
    for (const name of ['b', 'c', 'd']) add(name);
    await writer.ready();
    expect(await readdir(folder)).toEqual(['a']);
    await writer.finish();
    expect([written, await readdir(folder)]).toEqual([['a', 'd'], ['d']]);
  });

  it('releases each once it is written or replaced', async () => {
    add('a');
    await writer.ready();
    expect(released).toEqual(['a']);
    add('b');
    expect(released).toEqual(['a']);
    add('c');
    expect(released).toEqual(['a', 'b']);
    await writer.finish();
    expect(released).toEqual(['a', 'b', 'c']);
  });

  it('writes what waits a while later, without being asked', async () => {
    add('a');
    await writer.ready();
    jest.useFakeTimers({ doNotFake: ['performance'] });
    add('b');
    jest.advanceTimersByTime(5000);
    jest.useRealTimers();
    await writer.ready();
    expect(await readdir(folder)).toEqual(['b']);
  });

  it('begins nothing while the next one is taken: should that fail, what waits is still wanted', async () => {
    add('a');
    await writer.ready();
    jest.useFakeTimers({ doNotFake: ['performance'] });
    add('b');
    await writer.ready();
    wanted = new Set([`${folder}/c`]);
    jest.advanceTimersByTime(5000);
    jest.useRealTimers();
    wanted = new Set([`${folder}/b`]);
    expect(written).toEqual(['a']);
    await writer.finish();
    expect(await readdir(folder)).toEqual(['b']);
  });

  it('removes nothing as long as what replaces it is not on the disk', async () => {
    const plain = snapshot('a');
    let begun!: () => void;
    const begins = new Promise<void>((resolve) => (begun = resolve));
    wanted = new Set([plain.path]);
    writer.add({ ...plain, write: () => (begun(), plain.write()) });
    await begins;
    add('b');
    await writer.ready();
    expect(await readdir(folder)).toEqual(['a']);
    await writer.finish();
    expect(await readdir(folder)).toEqual(['b']);
  });

  it('keeps all that is wanted, and holds no more than a few of them', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const [index, name] of names.entries()) {
      await writer.ready();
      add(name, names.slice(0, index + 1));
      expect(index + 1 - written.length).toBeLessThanOrEqual(3);
    }
    await writer.finish();
    expect([written, await readdir(folder)]).toEqual([names, names]);
  });

  it('takes a second snapshot of a path in place of the first', async () => {
    add('a');
    await writer.ready();
    add('b');
    add('b');
    await writer.finish();
    expect(written).toEqual(['a', 'b']);
  });

  it('removes only what it was told to own, or has written', async () => {
    await mkdir(`${folder}/other`);
    await mkdir(`${folder}/own`);
    writer.owns(`${folder}/own`);
    add('a');
    await writer.finish();
    expect(await readdir(folder)).toEqual(['a', 'other']);
  });

  it('tells at once that one cannot be written, throws it where it is asked, and leaves the one before', async () => {
    add('a');
    await writer.finish();
    wanted = new Set([`${folder}/b`]);
    const write = () => Promise.reject(new Error('no space left'));
    writer.add({ path: `${folder}/b`, write, release: () => void released.push('b') });
    await expect(writer.finish()).rejects.toThrow('no space left');
    expect(onError).toHaveBeenCalledTimes(1);
    expect([released, await readdir(folder)]).toEqual([['a', 'b'], ['a']]);
    await writer.finish();
  });
});

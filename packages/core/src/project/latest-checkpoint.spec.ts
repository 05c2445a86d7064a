import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { ndArray } from '../data/nd-array.js';
import { temporaryOf } from '../node/temporary.js';
import { writeCheckpoint } from '../training/checkpoints/checkpoint.js';
import { latestCheckpoint } from './latest-checkpoint.js';
import { claimRunFolder } from './run-folder.js';

describe('latestCheckpoint', () => {
  let folder: string;
  let warned: jest.SpiedFunction<typeof process.emitWarning>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-latest-'));
    warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  /** A checkpoint after so many batches, which calls another one the best. */
  const write = (run: number, batch: number, best?: string): Promise<string> =>
    writeCheckpoint(`${folder}/x/${run}/checkpoints`, {
      manifest: {
        id: `after-${batch}`,
        clock: { batch, step: batch, samples: batch, epoch: 1, seconds: 1 },
        data: { seed: 0, parts: {} },
        reading: { sample: 0, before: { epochs: 0, batches: 0 } },
        seed: 0,
        values: {},
        state: { callbacks: { 'model-checkpoint': { best: best === undefined ? [] : [{ id: best, value: 1 }] } } },
        packages: {},
      },
      weights: { w: ndArray([batch]) },
      state: {},
    });
  const latest = (): Promise<string> => latestCheckpoint({ name: 'x', folder });
  const at = (run: number, batch: number): string => `${folder}/x/${run}/checkpoints/after-${batch}`;
  const codes = (): unknown[] => warned.mock.calls.map(([, options]) => (options as { code?: string }).code);

  it('is what the newest of the latest run calls the best, or the newest itself', async () => {
    await write(1, 9);
    await write(2, 3);
    await write(2, 10);
    expect(await latest()).toBe(at(2, 10));
    await write(2, 11, 'after-3');
    expect(await latest()).toBe(at(2, 3));
    expect(codes()).toEqual([]);
  });

  it('is of the run before where the latest has none', async () => {
    await write(2, 3);
    await mkdir(`${folder}/x/10/checkpoints`, { recursive: true });
    expect(await latest()).toBe(at(2, 3));
  });

  it.each([
    ['manifest.json', '{'],
    ['weights.safetensors', 'no weights'],
  ])('passes over one whose %s is damaged, with a warning', async (file, text) => {
    for (const batch of [3, 4, 5]) await write(1, batch);
    await writeFile(`${at(1, 5)}/${file}`, text);
    expect(await latest()).toBe(at(1, 4));
    expect(codes()).toEqual(['LML_CHECKPOINT_PASSED_OVER']);
    await writeFile(`${at(1, 4)}/${file}`, text);
    expect(await latest()).toBe(at(1, 3));
    expect(codes()).toHaveLength(3);
    await writeFile(`${at(1, 3)}/${file}`, text);
    await expect(latest()).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
  });

  it('is not looked for in what else lies there', async () => {
    await write(1, 3);
    await writeFile(`${folder}/x/1/checkpoints/notes.txt`, 'beside them');
    await writeFile(`${folder}/x/1/checkpoints/zzz`, 'beside them');
    await mkdir(`${folder}/x/1/checkpoints/empty`);
    for (const name of ['9007199254740992', '1e9', '0x9', '02', '-1', 'notes'])
      await cp(`${folder}/x/1`, `${folder}/x/${name}`, { recursive: true });
    expect(await latest()).toBe(at(1, 3));
    expect(codes()).toEqual([]);
  });

  it('is found where its replacing was cut off', async () => {
    await write(1, 3);
    await rename(at(1, 3), `${folder}/x/1/checkpoints/.after-3.old`);
    expect(await latest()).toBe(at(1, 3));
  });

  it('is not elsewhere, whatever a checkpoint says', async () => {
    await write(1, 3);
    await write(2, 4, 'after-3');
    expect(await latest()).toBe(at(2, 4));
    await write(2, 4, '../../1/checkpoints/after-3');
    await expect(latest()).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
  });

  it('is told where there is none', async () => {
    await expect(latest()).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
  });
});

describe('claimRunFolder', () => {
  it('counts on from the runs, whatever else lies there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-claim-'));
    for (const name of ['3', '9007199254740992', '1e15', 'Infinity'])
      await mkdir(`${folder}/x/${name}`, { recursive: true });
    expect(await claimRunFolder(folder, 'x')).toBe(`${folder}/x/4`);
    expect(await readdir(`${folder}/x`)).toHaveLength(5);
    await rm(folder, { recursive: true });
  });

  it('removes what runs that were killed left half-written, and nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-claim-'));
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const left = basename(temporaryOf('last')).replace(`-${process.pid}.`, `-${dead}.`);
    const paths = [`x/1/checkpoints/${left}`, `x/3/${left}`, 'x/3/checkpoints/last', `x/notes/${left}`, `y/1/${left}`];
    for (const path of paths) await mkdir(`${folder}/${path}`, { recursive: true });
    expect(await claimRunFolder(folder, 'x')).toBe(`${folder}/x/4`);
    const there = await readdir(folder, { recursive: true });
    expect(there.filter((path) => paths.includes(path)).sort()).toEqual(paths.slice(2).sort());
    await rm(folder, { recursive: true });
  });
});

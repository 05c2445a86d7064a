import { jest } from '@jest/globals';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Callback } from '../callback.js';
import type { FitResult } from '../fit-result.js';
import { tinyData, tinyLearner } from '../tiny-learner.fixture.js';
import { Trainer } from '../trainer.js';
import { readCheckpoint, writeCheckpoint } from '../checkpoints/checkpoint.js';
import { earlyStopping } from './early-stopping.js';
import { scripted } from './scripted-metric.fixture.js';
import { modelCheckpoint } from './model-checkpoint.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-checkpoint-'));
});

afterEach(() => {
  jest.restoreAllMocks();
  return rm(folder, { recursive: true });
});

describe('A run that goes on from a checkpoint', () => {
  const quiet = { loggers: [], progressBar: false } as const;
  const data = tinyData(20, { split: undefined });
  /** A run of as many epochs as there are values, of which `done` are over. */
  const run = (
    values: readonly number[],
    done: number,
    action: { folder: string; resumeFrom?: string | undefined },
  ): Promise<FitResult> => {
    const learner = tinyLearner({ metrics: [scripted(values.slice(done), true)], data });
    const callbacks = [modelCheckpoint({ monitor: 'train/scripted' })];
    return new Trainer({ ...quiet, maxEpochs: values.length, callbacks }).fit(learner, action);
  };
  const ids = async (name: string): Promise<string[]> =>
    (await readdir(join(folder, name, 'checkpoints'))).map((id) => id.slice(0, 10));

  it('has the best of the run before in its own folder, and does without that run', async () => {
    const first = await run([9, 1], 0, { folder: join(folder, 'first') });
    const second = await run([9, 1, 2, 3], 2, { folder: join(folder, 'second'), resumeFrom: first.lastCheckpoint });
    expect(await ids('first')).toEqual(['epoch-0001', 'epoch-0002']);
    expect(await ids('second')).toEqual(['epoch-0001', 'epoch-0004']);
    expect(second.bestCheckpoint).toBe(`${folder}/second/checkpoints/epoch-0001-step-0000003`);
    await rm(join(folder, 'first'), { recursive: true });
    const before = await readCheckpoint(second.bestCheckpoint!);
    expect(before.manifest.values['train/scripted']).toBe(9);
    const third = await run([9, 1, 2, 3, 99], 4, { folder: join(folder, 'third'), resumeFrom: second.lastCheckpoint });
    expect(await ids('third')).toEqual(['epoch-0005']);
    expect(third.bestCheckpoint).toBe(`${folder}/third/checkpoints/epoch-0005-step-0000015`);
  });

  it('of which nothing is left to do, is as far as that', async () => {
    const { lastCheckpoint } = await run([9], 0, { folder: join(folder, 'first') });
    const result = await run([9], 1, { folder: join(folder, 'second'), resumeFrom: lastCheckpoint });
    expect(lastCheckpoint).toBe(`${folder}/first/checkpoints/epoch-0001-step-0000003`);
    expect(result.lastCheckpoint).toBe(`${folder}/second/checkpoints/epoch-0001-step-0000003`);
    expect(result.bestCheckpoint).toBe(result.lastCheckpoint);
  });

  it('is as far as the run before, though it ends before its own first checkpoint', async () => {
    const first = await run([9, 1], 0, { folder: join(folder, 'first') });
    const broken: Callback = {
      name: 'broken',
      trainBatchStart() {
        throw new Error('power cut');
      },
    };
    const learner = tinyLearner({ metrics: [scripted([2], true)], data });
    const trainer = new Trainer({ ...quiet, maxEpochs: 3, callbacks: [broken] });
    const action = { folder: join(folder, 'second'), resumeFrom: first.lastCheckpoint };
    await expect(trainer.fit(learner, action)).rejects.toThrow('power cut');
    await rm(join(folder, 'first'), { recursive: true });
    const third = await run([9, 1, 2], 2, { folder: join(folder, 'third'), resumeFrom: join(folder, 'second') });
    expect(third.clock).toMatchObject({ epoch: 3, step: 9 });
    expect(await ids('third')).toEqual(['epoch-0001', 'epoch-0003']);
  });

  it('in its own folder removes nothing that it did not write in this turn', async () => {
    const own = join(folder, 'own');
    const { lastCheckpoint } = await run([1, 0], 0, { folder: own });
    const { bestCheckpoint } = await run([1, 0, 2, 3], 2, { folder: own, resumeFrom: lastCheckpoint });
    expect(await ids('own')).toEqual(['epoch-0001', 'epoch-0002', 'epoch-0004']);
    expect(bestCheckpoint).toContain('epoch-0004');
  });

  it('says which of the best is not there, and goes on', async () => {
    jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const first = await run([9, 1], 0, { folder: join(folder, 'first') });
    await rm(first.bestCheckpoint!, { recursive: true });
    const result = await run([9, 1, 2], 2, { folder: join(folder, 'second'), resumeFrom: first.lastCheckpoint });
    expect(result.warnings).toEqual([
      expect.stringContaining("calls 'epoch-0001-step-0000003' beside it one of the best"),
    ]);
    expect(result.bestCheckpoint).toContain('epoch-0003');
  });

  describe('of a stranger', () => {
    /** A checkpoint whose callback names something else than what was beside it. */
    async function hostile(state: unknown): Promise<string> {
      const { lastCheckpoint } = await run([1], 0, { folder: join(folder, 'stranger') });
      const { manifest, weights, state: arrays } = await readCheckpoint(lastCheckpoint!);
      const callbacks = { 'model-checkpoint': state };
      return writeCheckpoint(join(folder, 'stranger', 'checkpoints'), {
        manifest: { ...manifest, id: 'hostile', state: { ...manifest.state, callbacks } },
        weights,
        state: arrays,
      });
    }
    /** Somebody's folder, with a checkpoint in it, since those can be read. */
    async function victim(name = 'victim'): Promise<string> {
      const { bestCheckpoint } = await run([1], 0, { folder: join(folder, name) });
      return bestCheckpoint!;
    }

    it.each<[string, (victim: string) => unknown]>([
      ['a path for a best one, as it was once', (path) => ({ best: [{ path, value: 1e9 }] })],
      ['a way up', () => ({ best: [{ id: '../../victim/checkpoints/epoch-0001-step-0000003', value: 1e9 }] })],
      ['a way up from its own name', () => ({ best: [{ id: 'x/../../../victim', value: 1e9 }] })],
      ['an absolute path', (path) => ({ best: [{ id: path, value: 1e9 }] })],
      ['the folder itself', () => ({ best: [{ id: '.', value: 1e9 }] })],
      ['the folder above', () => ({ best: [{ id: '..', value: 1e9 }] })],
      ['nothing', () => ({ best: [{ id: '', value: 1e9 }] })],
      ['a way up with backslashes', () => ({ best: [{ id: '..\\..\\victim', value: 1e9 }] })],
      ['a hidden name', () => ({ best: [{ id: '.victim', value: 1e9 }] })],
      ['a path for the latest', (path) => ({ best: [], last: path })],
      ['a text for a number', () => ({ best: [{ id: 'hostile', value: 'many' }] })],
      ['no state at all', () => null],
    ])('is refused where it names %s', async (_, state) => {
      const path = await victim();
      const resumeFrom = await hostile(state(path));
      const action = { folder: join(folder, 'mine', '1'), resumeFrom };
      await expect(run([1, 2, 3], 1, action)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
      await readCheckpoint(path);
    });

    it.each<[string, (state: Record<string, unknown>) => unknown]>([
      ['no state', () => ({})],
      ['a long text for its numbers', (state) => ({ ...state, scalars: 'x'.repeat(100_000) })],
      ['a list for its numbers', (state) => ({ ...state, scalars: [1, 2] })],
      ['a text among its numbers', (state) => ({ ...state, scalars: { 'train/loss': { sum: '1' } } })],
      ['null for its settings', (state) => ({ ...state, hyper: null })],
      ['a text for a setting', (state) => ({ ...state, hyper: { temperature: 'hot' } })],
      ['a number for its callbacks', (state) => ({ ...state, callbacks: 7 })],
      ['null for early stopping', (state) => ({ ...state, callbacks: { 'early-stopping': null } })],
      ['a text for patience', (state) => ({ ...state, callbacks: { 'early-stopping': { waited: 'long' } } })],
      ['what a callback of ours cannot read', (state) => ({ ...state, callbacks: { picky: null } })],
    ])('is refused where it has %s', async (_, change) => {
      const { lastCheckpoint } = await run([1], 0, { folder: join(folder, 'stranger') });
      const content = await readCheckpoint(lastCheckpoint!);
      const resumeFrom = await writeCheckpoint(join(folder, 'stranger', 'checkpoints'), {
        ...content,
        manifest: {
          ...content.manifest,
          id: 'hostile',
          state: change(content.manifest.state) as Record<string, unknown>,
        },
      });
      const picky: Callback = { name: 'picky', save: () => 0, restore: (state) => void (state as { x: number }).x };
      const callbacks = [picky, earlyStopping({ monitor: 'train/loss' })];
      const trainer = new Trainer({ ...quiet, maxEpochs: 3, callbacks });
      const learner = tinyLearner({ metrics: [scripted([2, 3], true)], data });
      await expect(trainer.fit(learner, { resumeFrom })).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
    });

    it('is not followed through a link beside it, and what that leads to stays', async () => {
      jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      const path = await victim();
      const resumeFrom = await hostile({ best: [{ id: 'linked', value: 1e-9 }] });
      await symlink(path, join(folder, 'stranger', 'checkpoints', 'linked'));
      const result = await run([1, 2, 3], 1, { folder: join(folder, 'mine'), resumeFrom });
      expect(result.warnings).toEqual([expect.stringContaining("calls 'linked' beside it one of the best")]);
      expect(await ids('mine')).toEqual(['epoch-0003']);
      await readCheckpoint(path);
    });

    it('does not have one removed that this run did not write, in its own folder either', async () => {
      const path = await victim('stranger');
      const id = path.split('/').at(-1)!;
      const resumeFrom = await hostile({ best: [{ id, value: 1e-9 }] });
      await run([1, 2, 3], 1, { folder: join(folder, 'stranger'), resumeFrom });
      await readCheckpoint(path);
    });
  });
});

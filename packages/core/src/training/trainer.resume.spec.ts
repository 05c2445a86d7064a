import { jest } from '@jest/globals';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { eager, modelCheckpoint, readCheckpoint, type Callback, type FitResult, type Snapshot } from '../index.js';
import type { Engine } from '../steps/engine.js';
import { tinyLearner } from './tiny-learner.fixture.js';
import { bytesOf, quiet, temporaryFolder } from './trainer.fixture.js';
import type { TrainerOptions } from './trainer-options.js';
import { Trainer } from './trainer.js';

describe('resuming', () => {
  it.each([1, 3, 4, 5, 7, 10, 11])('after batch %i gives the bytes of a run that never stopped', async (batch) => {
    const whole = tinyLearner();
    const reference = await new Trainer({ ...quiet, maxEpochs: 3 }).fit(whole, { seed: 9 });

    const folder = await temporaryFolder();
    const save: Callback = {
      name: 'saver',
      phase: 'persist',
      async trainBatchEnd(run) {
        if (run.clock.batch !== batch) return;
        await run.save('here');
        throw new Error('power cut');
      },
    };
    const options = { ...quiet, checkpoint: false, maxEpochs: 3 };
    await expect(
      new Trainer({ ...options, callbacks: [save] }).fit(tinyLearner(), { seed: 9, folder }),
    ).rejects.toThrow('power cut');

    const resumed = tinyLearner();
    const result = await new Trainer(options).fit(resumed, {
      seed: 9,
      resumeFrom: join(folder, 'checkpoints', 'here'),
    });
    expect(await bytesOf(resumed)).toEqual(await bytesOf(whole));
    expect(result.values).toEqual(reference.values);
    const numbers = ({ history }: FitResult): unknown[] => history.map(({ clock, values }) => [clock.step, values]);
    expect(numbers(result)).toEqual(numbers(reference));
    expect({ ...result.clock, seconds: 0 }).toEqual({ ...reference.clock, seconds: 0 });
  });

  it('goes on from a snapshot that was written later, others having been taken and released meanwhile', async () => {
    const whole = tinyLearner();
    await new Trainer({ ...quiet, maxEpochs: 3 }).fit(whole, { seed: 9 });
    const folder = await temporaryFolder();
    let first: Snapshot | undefined;
    let second: Snapshot | undefined;
    const saver: Callback = {
      name: 'saver',
      async trainBatchEnd(run) {
        if (run.clock.batch === 2) (await run.snapshot('released'))!.release();
        if (run.clock.batch === 3) first = await run.snapshot('first');
        if (run.clock.batch === 5) second = await run.snapshot('second');
      },
      async trainEnd() {
        await first!.write();
        second!.release();
        await expect(second!.write()).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
      },
    };
    const options = { ...quiet, checkpoint: false, maxEpochs: 3 };
    await new Trainer({ ...options, callbacks: [saver] }).fit(tinyLearner(), { seed: 9, folder });
    const resumed = tinyLearner();
    await new Trainer(options).fit(resumed, { seed: 9, resumeFrom: join(folder, 'checkpoints', 'first') });
    expect(await bytesOf(resumed)).toEqual(await bytesOf(whole));
  });

  describe('and engines', () => {
    /** The eager engine under another name, as one that is not registered. */
    const renamed = (name: string): Engine =>
      new Proxy(eager(), {
        get(target, key) {
          if (key === 'name') return name;
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
        },
      });
    /** Trains an epoch, and gives how it goes on. */
    const goOn = async (first: TrainerOptions, second: TrainerOptions): Promise<[string | undefined, string]> => {
      const folder = await temporaryFolder();
      const run = await new Trainer({ ...quiet, ...first, maxEpochs: 1 }).fit(tinyLearner(), { folder });
      const { manifest } = await readCheckpoint(run.lastCheckpoint!);
      const trainer = new Trainer({ ...quiet, ...second, maxEpochs: 2 });
      return [manifest.engine, (await trainer.fit(tinyLearner(), { resumeFrom: folder })).engine];
    };

    it('keeps that of the run, which the checkpoint names', async () => {
      expect(await goOn({}, {})).toEqual(['eager', 'engine eager (cpu): that of the run which is gone on from']);
    });

    it('takes another one where that one is missing, and says so', async () => {
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      expect(await goOn({ engine: renamed('gone') }, {})).toEqual(['gone', expect.stringMatching(/^engine eager/)]);
      expect(warned.mock.calls.map(([, options]) => options)).toEqual([
        expect.objectContaining({ code: 'LML_OTHER_ENGINE' }),
      ]);
      warned.mockRestore();
    });

    it('takes one that is asked for by name', async () => {
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      expect(await goOn({ engine: renamed('gone') }, { engine: eager() })).toEqual(['gone', 'engine eager (cpu)']);
      expect(warned).not.toHaveBeenCalled();
      warned.mockRestore();
    });
  });

  it("takes the newest checkpoint that can be read of a run's folder, and says which cannot", async () => {
    const folder = await temporaryFolder();
    const keepAll = [modelCheckpoint({ saveTopK: -1 })];
    await new Trainer({ ...quiet, maxEpochs: 3, callbacks: keepAll }).fit(tinyLearner(), { folder });
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const resumed = async (): Promise<number[]> => {
      const begun: number[] = [];
      const watcher: Callback = { name: 'watcher', fitStart: ({ clock }) => void begun.push(clock.epoch) };
      await new Trainer({ ...quiet, maxEpochs: 3, callbacks: [watcher] }).fit(tinyLearner(), { resumeFrom: folder });
      return begun;
    };
    const ids = await readdir(join(folder, 'checkpoints'));
    expect(await resumed()).toEqual([3]);
    await writeFile(join(folder, 'checkpoints', ids.at(-1)!, 'weights.safetensors'), 'no weights');
    await writeFile(join(folder, 'checkpoints', 'notes.txt'), 'beside them');
    expect(await resumed()).toEqual([Number(ids.at(-2)!.slice('epoch-'.length).slice(0, 4))]);
    expect(String(warned.mock.calls.map(([message]) => message))).toContain(ids.at(-1)!);
    warned.mockRestore();
    await Promise.all(ids.map((id) => writeFile(join(folder, 'checkpoints', id, 'manifest.json'), '{')));
    await expect(resumed()).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
  });

  it('refuses a checkpoint of another model, by name', async () => {
    const folder = await temporaryFolder();
    await new Trainer({ ...quiet, maxEpochs: 1 }).fit(tinyLearner(), { folder });
    const [id] = await readdir(join(folder, 'checkpoints'));
    const other = tinyLearner({ metrics: [] });
    const resumeFrom = join(folder, 'checkpoints', id!);
    await expect(new Trainer({ ...quiet, maxEpochs: 2 }).fit(other, { resumeFrom })).rejects.toMatchObject({
      code: 'LML_CHECKPOINT',
    });
  });
});

describe('checkpoints', () => {
  it('keep the best and the latest, with manifest and weights', async () => {
    const folder = await temporaryFolder();
    const result = await new Trainer({ ...quiet, maxEpochs: 6 }).fit(tinyLearner(), { folder, seed: 1 });
    const ids = await readdir(join(folder, 'checkpoints'));
    expect(ids.length).toBeLessThanOrEqual(2);
    expect(ids).toContain('epoch-0006-step-0000024');
    const losses = result.history.map(({ values }) => values['validation/loss']!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(result.bestCheckpoint).toContain(`epoch-000${best}`);
    const manifest = JSON.parse(await readFile(join(result.bestCheckpoint!, 'manifest.json'), 'utf8')) as {
      clock: { epoch: number };
    };
    expect(manifest.clock.epoch).toBe(best);
  });
});

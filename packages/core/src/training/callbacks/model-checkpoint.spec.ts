import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { files } from '../../node/files.js';
import { temporaryOf } from '../../node/temporary.js';
import type { Callback } from '../callback.js';
import type { Logger } from '../logger.js';
import { tinyData, tinyLearner } from '../tiny-learner.fixture.js';
import { Trainer } from '../trainer.js';
import { readCheckpoint } from '../checkpoints/checkpoint.js';
import { scripted } from './scripted-metric.fixture.js';
import { modelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-checkpoint-'));
});

afterEach(() => {
  jest.restoreAllMocks();
  return rm(folder, { recursive: true });
});

/** The epochs whose checkpoints are left after a run in which the metric took `values`; and which is the best. */
async function left(
  values: readonly number[],
  options: ModelCheckpointOptions,
  higherIsBetter = true,
): Promise<{ epochs: number[]; best: string | undefined }> {
  const learner = tinyLearner({
    metrics: [scripted(values, higherIsBetter)],
    data: tinyData(20, { split: undefined }),
  });
  const callbacks = [modelCheckpoint({ monitor: 'train/scripted', ...options })];
  const trainer = new Trainer({ maxEpochs: values.length, loggers: [], progressBar: false, callbacks });
  const { bestCheckpoint } = await trainer.fit(learner, { folder });
  const ids = await readdir(join(folder, 'checkpoints')).catch(() => []);
  return {
    epochs: ids.map((id) => Number(/epoch-(\d+)/.exec(id)![1])),
    best: bestCheckpoint?.split('/').at(-1)?.slice(0, 10),
  };
}

describe('modelCheckpoint', () => {
  it('keeps the best and the latest', async () => {
    expect(await left([1, 3, 2, 0], {})).toEqual({ epochs: [2, 4], best: 'epoch-0002' });
  });

  it('takes the direction from the metric, or as it is told', async () => {
    expect((await left([1, 3, 2, 0.5, 2], { saveLast: false }, false)).epochs).toEqual([4]);
    await rm(join(folder, 'checkpoints'), { recursive: true });
    expect((await left([1, 3, 2, 0.5, 2], { saveLast: false, mode: 'max' }, false)).epochs).toEqual([2]);
  });

  it('keeps as many of the best as it is told: several, all, none', async () => {
    expect((await left([1, 5, 2, 4, 3], { saveTopK: 3, saveLast: false })).epochs).toEqual([2, 4, 5]);
  });

  it('keeps all with -1, and only the latest with 0', async () => {
    expect((await left([1, 5, 2], { saveTopK: -1 })).epochs).toEqual([1, 2, 3]);
    await rm(join(folder, 'checkpoints'), { recursive: true });
    expect(await left([1, 5, 2], { saveTopK: 0 })).toEqual({ epochs: [3], best: undefined });
  });

  it('does not take NaN for better than anything', async () => {
    expect(await left([2, NaN, 1], { saveLast: false })).toEqual({ epochs: [1], best: 'epoch-0001' });
  });

  it('saves the latest at an interval too', async () => {
    const stop: Callback = {
      name: 'stop',
      trainBatchEnd({ clock }) {
        if (clock.step === 3) throw new Error('power cut');
      },
    };
    const callbacks = [modelCheckpoint({ every: { every: 2, unit: 'step' } }), stop];
    const trainer = new Trainer({ maxSteps: 4, loggers: [], progressBar: false, callbacks });
    await expect(trainer.fit(tinyLearner(), { folder })).rejects.toThrow('power cut');
    expect(await readdir(join(folder, 'checkpoints'))).toEqual(['epoch-0000-step-0000002']);
  });

  it.each([
    { every: 1, unit: 'step' },
    { every: 1, unit: 'batch' },
    { every: 8, unit: 'samples' },
    { every: 1e-9, unit: 'seconds' },
  ] as const)(
    'saves after the first step too at $every $unit, and after the first one that follows a resume',
    async (every) => {
      const until = async (steps: number, run: string, resumeFrom?: string): Promise<string[]> => {
        const stop: Callback = {
          name: 'stop',
          trainBatchStart({ clock }) {
            if (clock.step === steps) throw new Error('power cut');
          },
        };
        const callbacks = [modelCheckpoint({ every }), stop];
        const trainer = new Trainer({ maxSteps: 4, loggers: [], progressBar: false, callbacks });
        const fit = trainer.fit(tinyLearner(), { folder: join(folder, run), resumeFrom });
        await expect(fit).rejects.toThrow('power cut');
        return readdir(join(folder, run, 'checkpoints'));
      };
      expect(await until(1, '1')).toEqual(['epoch-0000-step-0000001']);
      expect(await until(2, '2', join(folder, '1'))).toEqual(['epoch-0000-step-0000002']);
    },
  );

  it.each([
    [{ every: { every: 2, unit: 'epoch' } }, 'after each one the latest is saved anyway'],
    [{ every: { every: 2, unit: 'step' }, saveLast: false }, 'which saveLast: false forbids'],
  ] as const)('refuses %j, which would do nothing', (options, message) => {
    expect(() => modelCheckpoint(options)).toThrow(message);
  });

  it('judges the last weights where the run was asked to stop at the end of an epoch without validation', async () => {
    const stop: Callback = {
      name: 'stop',
      trainEpochEnd: (run) => void (run.clock.epoch === 3 && run.stop('enough')),
    };
    const events: string[] = [];
    const logger: Logger = {
      name: 'notes',
      log: ({ type, clock, values }) =>
        void (type === 'epoch' && events.push(`${clock.epoch} ${String('validation/loss' in values)}`)),
    };
    const make = (callbacks: Callback[], maxEpochs: number): Trainer =>
      new Trainer({
        maxEpochs,
        validate: { every: 2, unit: 'epoch' },
        loggers: [logger],
        progressBar: false,
        callbacks: [modelCheckpoint({ mode: 'max' }), ...callbacks],
      });
    const result = await make([stop], 10).fit(tinyLearner(), { folder });
    expect(result).toMatchObject({
      status: 'stopped',
      stopReason: 'enough',
      clock: { epoch: 3, step: 12 },
      warnings: [],
    });
    expect(events).toEqual(['1 false', '2 true', '3 true']);
    const name = 'epoch-0003-step-0000012';
    expect([result.lastCheckpoint, result.bestCheckpoint]).toEqual(Array(2).fill(`${folder}/checkpoints/${name}`));
    // As of a run that ends there by its limit.
    const limited = await make([], 3).fit(tinyLearner(), { folder: join(folder, 'limited') });
    expect(result.values['validation/loss']).toBe(limited.values['validation/loss']);
    expect(result.history.map(({ values }) => values)).toEqual(limited.history.map(({ values }) => values));
    const { manifest, weights } = await readCheckpoint(result.lastCheckpoint!);
    expect(manifest.values['validation/loss']).toBe(result.values['validation/loss']);
    expect(manifest.state['history']).toMatchObject([{}, {}, { values: manifest.values }]);
    expect(weights).toEqual((await readCheckpoint(limited.lastCheckpoint!)).weights);
  });

  it('has written the latest and the best when something else ends the run', async () => {
    const fail: Callback = {
      name: 'fail',
      trainEpochEnd({ clock }) {
        if (clock.epoch === 4) throw new Error('power cut');
      },
    };
    const learner = tinyLearner({ metrics: [scripted([1, 3, 2, 4], true)], data: tinyData(20, { split: undefined }) });
    const callbacks = [modelCheckpoint({ monitor: 'train/scripted' }), fail];
    const trainer = new Trainer({ maxEpochs: 5, loggers: [], progressBar: false, callbacks });
    await expect(trainer.fit(learner, { folder })).rejects.toThrow('power cut');
    const ids = await readdir(join(folder, 'checkpoints'));
    expect(ids.map((id) => id.slice(0, 10))).toEqual(['epoch-0002', 'epoch-0003']);
    const { manifest } = await readCheckpoint(join(folder, 'checkpoints', ids[1]!));
    expect(manifest.values['train/scripted']).toBe(2);
  });

  it('ends the run where a checkpoint cannot be written', async () => {
    jest.spyOn(files, 'writeFolder').mockRejectedValue(new Error('no space left'));
    const trainer = new Trainer({ maxEpochs: 1000, loggers: [], progressBar: false });
    const learner = tinyLearner();
    const error = await trainer.fit(learner, { folder }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'LML_CHECKPOINT', cause: { message: 'no space left' } });
  });

  it('leaves the latest where a loss is not finite soon after', async () => {
    const learner = tinyLearner({ data: tinyData(20, { split: undefined }), metrics: [] });
    const spoil: Callback = {
      name: 'spoil',
      async trainEpochStart({ clock, engine }) {
        if (clock.epoch !== 3) return;
        const weights = await engine.read(learner.model.weights.map(({ name }) => name));
        for (const { data } of Object.values(weights)) (data as Float32Array).fill(NaN);
        await engine.write(weights);
      },
    };
    const trainer = new Trainer({
      maxEpochs: 9,
      loggers: [],
      progressBar: false,
      callbacks: [modelCheckpoint(), spoil],
    });
    await expect(trainer.fit(learner, { folder })).rejects.toMatchObject({ code: 'LML_NON_FINITE_LOSS' });
    const ids = await readdir(join(folder, 'checkpoints'));
    expect(ids.at(-1)).toContain('epoch-0003');
    await readCheckpoint(join(folder, 'checkpoints', ids.at(-1)!));
  });

  it('warns of one that cannot be written where the run has failed of something else', async () => {
    jest.spyOn(files, 'writeFolder').mockRejectedValue(new Error('no space left'));
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const fail: Callback = {
      name: 'fail',
      phase: 'persist',
      trainEpochEnd() {
        throw new Error('power cut');
      },
    };
    const trainer = new Trainer({
      maxEpochs: 2,
      loggers: [],
      progressBar: false,
      callbacks: [modelCheckpoint(), fail],
    });
    await expect(trainer.fit(tinyLearner(), { folder })).rejects.toThrow('power cut');
    expect(warned).toHaveBeenCalledWith(
      expect.stringContaining('no space left'),
      expect.objectContaining({ code: 'LML_CHECKPOINT_NOT_WRITTEN' }),
    );
  });

  it('writes the state of the moment, whatever callbacks do with theirs afterwards', async () => {
    const state = { epochs: [] as number[] };
    const counting: Callback = {
      name: 'counting',
      trainEpochEnd: ({ clock }) => void state.epochs.push(clock.epoch),
      trainEpochStart: ({ clock }) => void state.epochs.push(-clock.epoch),
      save: () => state,
    };
    const callbacks = [modelCheckpoint({ saveTopK: -1 }), counting];
    await new Trainer({ maxEpochs: 3, loggers: [], progressBar: false, callbacks }).fit(tinyLearner(), { folder });
    const ids = await readdir(join(folder, 'checkpoints'));
    const read = await Promise.all(ids.map((id) => readCheckpoint(join(folder, 'checkpoints', id))));
    const kept = read.map(({ manifest }) => (manifest.state['callbacks'] as Record<string, unknown>)['counting']);
    expect(kept).toEqual([{ epochs: [-0, 1] }, { epochs: [-0, 1, -1, 2] }, { epochs: [-0, 1, -1, 2, -2, 3] }]);
  });

  it('says in each checkpoint what is the best and the latest, that one included', async () => {
    const learner = tinyLearner();
    const trainer = new Trainer({ maxEpochs: 2, loggers: [], progressBar: false });
    const { lastCheckpoint, bestCheckpoint } = await trainer.fit(learner, { folder });
    const { manifest } = await readCheckpoint(lastCheckpoint!);
    const { callbacks } = manifest.state as { callbacks: Record<string, { best: { id: string }[]; last: string }> };
    const place = join(folder, 'checkpoints');
    expect(join(place, callbacks['model-checkpoint']!.last)).toBe(lastCheckpoint);
    expect(join(place, callbacks['model-checkpoint']!.best[0]!.id)).toBe(bestCheckpoint);
  });

  it('keeps the latest where the default number is not reported', async () => {
    const learner = tinyLearner({ metrics: [], data: tinyData(20, { split: undefined }) });
    learner.trainingSteps = () => [
      { name: 'only', computeLoss: (output, batch, context) => learner.computeLoss(output, batch, context) },
    ];
    const { bestCheckpoint, lastCheckpoint } = await new Trainer({ maxEpochs: 2, loggers: [], progressBar: false }).fit(
      learner,
      { folder },
    );
    expect(bestCheckpoint).toBeUndefined();
    expect(lastCheckpoint).toContain('epoch-0002');
  });

  it('leaves the checkpoint of another run that it goes on from', async () => {
    const first = tinyLearner();
    const { lastCheckpoint } = await new Trainer({ maxEpochs: 1, loggers: [], progressBar: false }).fit(first, {
      folder: join(folder, 'first'),
    });
    const trainer = new Trainer({ maxEpochs: 3, loggers: [], progressBar: false });
    await trainer.fit(tinyLearner(), { folder: join(folder, 'second'), resumeFrom: lastCheckpoint });
    expect(await readdir(join(folder, 'first', 'checkpoints'))).toHaveLength(1);
  });
});

describe('The folder of a run', () => {
  it.each([
    '',
    '.',
    '..',
    '../../x',
    '/x',
    'a/b',
    'a\\b',
    '.hidden',
    'end.',
    'a'.repeat(101),
    'nul\0',
    'NUL',
    'com1.x',
    7,
    undefined,
  ])('gets no checkpoint that is called %j', async (id) => {
    const errors: unknown[] = [];
    const byHand: Callback = {
      name: 'by-hand',
      async trainEpochEnd(context) {
        for (const take of [context.save, context.snapshot]) {
          errors.push(await take(id as string).catch((error: unknown) => error));
        }
      },
    };
    const trainer = new Trainer({
      maxEpochs: 2,
      loggers: [],
      progressBar: false,
      callbacks: [modelCheckpoint({ saveTopK: -1 }), byHand],
    });
    await trainer.fit(tinyLearner(), { folder: join(folder, 'run') });
    expect(errors).toHaveLength(4);
    for (const error of errors) expect(error).toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    expect(await readdir(folder)).toEqual(['run']);
    expect(await readdir(join(folder, 'run', 'checkpoints'))).toHaveLength(2);
  });

  it.each(['file', 'nothing'])('is refused where its numbers would be added to another %s', async (name) => {
    await mkdir(join(folder, 'run'));
    await writeFile(join(folder, 'file'), 'whole');
    await symlink(join(folder, name), join(folder, 'run', 'metrics.jsonl'));
    const trainer = new Trainer({ maxEpochs: 1, progressBar: false });
    for (const action of ['fit', 'validate', 'test'] as const) {
      const refused = trainer[action](tinyLearner(), { folder: join(folder, 'run') });
      await expect(refused).rejects.toThrow(/leads out of the run's folder.*LML_CHECKPOINT/s);
    }
    expect((await readdir(folder)).sort()).toEqual(['file', 'run']);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('whole');
  });

  it.each(['', 7, null])('is not %j, where it might be the root', async (name) => {
    const trainer = new Trainer({ maxEpochs: 1, progressBar: false });
    for (const action of ['fit', 'validate', 'test'] as const) {
      const refused = trainer[action](tinyLearner(), { folder: name as string });
      await expect(refused).rejects.toThrow(/folder must be the path of a folder.*LML_INVALID_ARGUMENT/s);
    }
  });

  it('is rid of what was left half-written in it when a run begins there', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const left = basename(temporaryOf('last')).replace(`-${process.pid}.`, `-${dead}.`);
    await mkdir(join(folder, 'run', left), { recursive: true });
    await mkdir(join(folder, 'run', 'checkpoints', left), { recursive: true });
    const trainer = new Trainer({ maxEpochs: 1, loggers: [], progressBar: false });
    await trainer.fit(tinyLearner(), { folder: join(folder, 'run') });
    expect(await readdir(join(folder, 'run'))).toEqual(['checkpoints']);
    expect(await readdir(join(folder, 'run', 'checkpoints'))).toEqual(['epoch-0001-step-0000004']);
  });

  it('is refused where its checkpoints lead elsewhere, and may itself be a link', async () => {
    await mkdir(join(folder, 'elsewhere'));
    await mkdir(join(folder, 'run'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'run', 'checkpoints'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'link'));
    const trainer = new Trainer({ maxEpochs: 1, loggers: [], progressBar: false });
    const refused = trainer.fit(tinyLearner(), { folder: join(folder, 'run') });
    await expect(refused).rejects.toThrow(/leads out of the run's folder.*LML_CHECKPOINT/s);
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
    await trainer.fit(tinyLearner(), { folder: join(folder, 'link') });
    expect(await readdir(join(folder, 'elsewhere', 'checkpoints'))).toHaveLength(1);
  });
});

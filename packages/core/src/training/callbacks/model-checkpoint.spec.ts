import { jest } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray } from '../../data/nd-array.js';
import type { Metric } from '../../learning/metric.js';
import { files } from '../../node/files.js';
import type { Callback } from '../callback.js';
import { tinyData, tinyLearner } from '../tiny-learner.fixture.js';
import { Trainer } from '../trainer.js';
import { readCheckpoint } from '../checkpoints/checkpoint.js';
import { modelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.js';

/** A metric that reports a list of values, one an epoch. */
function scripted(values: readonly number[], higherIsBetter: boolean): Metric {
  let epoch = -1;
  return {
    name: 'scripted',
    on: 'output',
    higherIsBetter,
    init: () => ({ nothing: ndArray([0], { shape: [] }) }),
    update: (state) => state,
    compute: () => values[(epoch += 1)]!,
  };
}

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
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('no space left'), expect.objectContaining({ code: 'LML_CHECKPOINT_NOT_WRITTEN' })); // prettier-ignore
  });

  it('writes the state of the moment, whatever callbacks do with theirs afterwards', async () => {
    const state = { epochs: [] as number[] };
    const counting: Callback = {
      name: 'counting',
      trainEpochEnd: ({ clock }) => void state.epochs.push(clock.epoch),
      trainEpochStart: ({ clock }) => void state.epochs.push(-clock.epoch),
      state: () => state,
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
    const { callbacks } = manifest.state as { callbacks: Record<string, { best: { path: string }[]; last: string }> };
    expect(callbacks['model-checkpoint']!.last).toBe(lastCheckpoint);
    expect(callbacks['model-checkpoint']!.best[0]!.path).toBe(bestCheckpoint);
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

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ndArray } from '../../data/nd-array.js';
import type { Metric } from '../../learning/metric.js';
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

afterEach(() => rm(folder, { recursive: true }));

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
    const saved: string[] = [];
    const learner = tinyLearner();
    const watcher = {
      name: 'watcher',
      phase: 'persist' as const,
      trainBatchEnd: async () => void saved.push(...(await readdir(join(folder, 'checkpoints')).catch(() => []))),
    };
    const callbacks = [modelCheckpoint({ every: { every: 2, unit: 'step' } }), watcher];
    await new Trainer({ maxSteps: 3, loggers: [], progressBar: false, callbacks }).fit(learner, { folder });
    expect(saved).toContain('epoch-0000-step-0000002');
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

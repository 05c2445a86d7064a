import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import type { Metric } from '../learning/metric.js';
import type { Callback } from './callback.js';
import type { FitResult } from './fit-result.js';
import { absoluteError, tinyData, tinyLearner } from './tiny-learner.fixture.js';
import { Trainer } from './trainer.js';

const quiet = { loggers: [], progressBar: false } as const;

/** The mean of all predictions: the host keeps each of them. */
const meanPrediction = (): Metric => ({
  name: 'mean-prediction',
  on: 'output',
  higherIsBetter: undefined,
  init: () => ({}),
  update: () => ({}),
  keep: ({ prediction }) => ({ prediction: tf.reshape(prediction, [-1]) }),
  compute: ({ 'kept/prediction': kept }) => {
    const all = Array.from(kept?.data ?? [], Number);
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  },
});

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-resume-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Four batches of training data an epoch, in runs of which only the length and what they go on from differ. */
const run = (name: string, limit: { maxSteps: number } | { maxEpochs: number }, resumeFrom?: string) =>
  new Trainer({ ...quiet, ...limit }).fit(
    tinyLearner({ data: tinyData(50), metrics: [absoluteError(), meanPrediction()] }),
    { seed: 4, folder: join(folder, name), ...(resumeFrom !== undefined && { resumeFrom }) },
  );

describe('A run that goes on after a limit in mid-epoch', () => {
  it('has the numbers of whole epochs, those before the limit included', async () => {
    const whole = await run('whole', { maxEpochs: 2 });
    const part = await run('part', { maxSteps: 3 });
    const rest = await run('rest', { maxEpochs: 2 }, part.lastCheckpoint);
    const epochs = ({ history }: FitResult) => history.map(({ values, clock }) => [clock.batch, values]);
    expect(epochs(rest).slice(1)).toEqual(epochs(whole));
    expect(epochs(rest)[0]).toEqual(epochs(part)[0]);
    expect(Object.keys(whole.values)).toContain('train/mean-prediction');
  });
});

describe('A run that was validated at the interval before it was stopped', () => {
  it('is not told that the interval never came where it goes on for less than one', async () => {
    const validate = { every: 4, unit: 'step' } as const;
    const learner = () => tinyLearner({ data: tinyData(50) });
    const part = await new Trainer({ ...quiet, validate, maxSteps: 5 }).fit(learner(), { folder });
    const rest = new Trainer({ ...quiet, validate, maxSteps: 6 });
    expect((await rest.fit(learner(), { resumeFrom: part.lastCheckpoint })).warnings).toEqual([]);
  });
});

describe('A checkpoint in mid-epoch', () => {
  it('has what metrics keep of the samples so far', async () => {
    const whole = await run('whole', { maxEpochs: 1 });
    const stop: Callback = {
      name: 'stop',
      phase: 'persist',
      trainBatchEnd: async (context) => {
        if (context.clock.batch !== 2) return;
        await context.save('here');
        throw new Error('power cut');
      },
    };
    const learner = tinyLearner({ data: tinyData(50), metrics: [absoluteError(), meanPrediction()] });
    const cut = new Trainer({ ...quiet, maxEpochs: 1, checkpoint: false, callbacks: [stop] });
    await expect(cut.fit(learner, { seed: 4, folder: join(folder, 'cut') })).rejects.toThrow('power cut');
    const rest = await run('rest', { maxEpochs: 1 }, join(folder, 'cut', 'checkpoints', 'here'));
    expect(rest.values).toEqual(whole.values);
    expect(await readdir(join(folder, 'cut', 'checkpoints'))).toEqual(['here']);
  });
});

import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DataModule, type DataModuleOptions } from '../data/data-module.js';
import type { Sample } from '../data/sample.js';
import { ndArray } from '../data/nd-array.js';
import { readCheckpoint } from './checkpoints/checkpoint.js';
import type { Logger } from './logger.js';
import { createPatience } from './patience.js';
import { tinyLearner } from './tiny-learner.fixture.js';
import { Trainer } from './trainer.js';
import type { TrainerOptions } from './trainer-options.js';

const sample = (index: number): Sample => ({
  input: ndArray([index, 1, 2], { shape: [3] }),
  target: ndArray([index], { shape: [1] }),
});
const good = { open: () => undefined, length: 24, get: sample };

let warned: ReturnType<typeof jest.spyOn>;
let controller: AbortController;
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-patience-'));
  controller = new AbortController();
  warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const later = globalThis.setTimeout;
  const soon = (run: () => void, delay?: number) => later(run, delay === 5000 ? 0 : delay);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(soon);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A promise that is never kept, of a run that is interrupted once it waits for that. */
const never = (): Promise<never> => {
  controller.abort();
  return new Promise(() => undefined);
};

const fit = (data: DataModuleOptions, options: Pick<TrainerOptions, 'loggers'> = {}) =>
  new Trainer({ loggers: [], progressBar: false, maxEpochs: 3, ...options }).fit(
    tinyLearner({ data: new DataModule({ batchSize: 8, shuffle: false, ...data }) }),
    { folder, signal: controller.signal },
  );

describe('A run that is interrupted while it waits for what never answers', () => {
  it.each<[string, DataModuleOptions]>([
    ['a sample', { train: { ...good, get: (index) => (index < 8 ? sample(index) : never()) } }],
    ['a batch', { train: { ...good, getBatch: never } }],
    ['a transform', { train: good, transforms: { train: [{ apply: never }] } }],
    [
      'a stream',
      {
        train: {
          open: () => undefined,
          async *iterate() {
            for (let index = 0; index < 8; index++) yield sample(index);
            yield await never();
          },
        },
      },
    ],
  ])('ends with the last step, and its checkpoint: %s', async (_, data) => {
    const result = await fit(data);
    expect(result).toMatchObject({ status: 'interrupted', stopReason: 'interrupted' });
    expect((await readCheckpoint(result.lastCheckpoint!)).manifest.clock).toMatchObject({ step: result.clock.step });
  });

  it('has no results of a validation that was given up', async () => {
    const result = await fit({
      train: good,
      validation: { ...good, get: (index) => (index < 8 ? sample(index) : never()) },
    });
    expect(result).toMatchObject({ status: 'interrupted', clock: { epoch: 1, step: 3 } });
    expect(Object.keys(result.values)).toEqual(['train/loss', 'train/absolute-error']);
  });

  it.each(['open', 'log', 'close'] as const)('does without a logger: %s', async (name) => {
    const logger: Logger = { name: `silent-${name}`, log: () => undefined, [name]: never };
    const result = fit({ train: good }, { loggers: [logger] });
    expect((await result).status).toBe(name === 'close' ? 'completed' : 'interrupted');
    expect(warned).toHaveBeenCalledWith(
      expect.stringContaining(`did not wait any longer for the logger 'silent-${name}'`),
      expect.objectContaining({ code: 'LML_NOT_WAITED_FOR' }),
    );
  });

  it('says that it did not begin where its data do not open, and gives its learner back', async () => {
    const learner = tinyLearner({ data: new DataModule({ train: { ...good, open: never } }) });
    const trainer = new Trainer({ loggers: [], progressBar: false, maxEpochs: 1 });
    await expect(trainer.fit(learner, { signal: controller.signal })).rejects.toMatchObject({ code: 'LML_NO_ANSWER' });
    const data = new DataModule({ train: good });
    expect((await trainer.fit(learner, { data })).status).toBe('completed');
  });
});

describe('Patience', () => {
  it('takes answers and errors as they come, after its end too', async () => {
    const patience = createPatience();
    expect(await patience.wait(Promise.resolve(7), 'seven')).toBe(7);
    await expect(patience.wait(Promise.reject(new Error('no')), 'no')).rejects.toThrow('no');
    patience.end();
    expect(await patience.wait(Promise.resolve(8), 'eight')).toBe(8);
    await expect(patience.wait(Promise.reject(new Error('no')), 'no')).rejects.toThrow('no');
    expect(patience.gaveUp).toBe(false);
    expect(warned).not.toHaveBeenCalled();
  });
});

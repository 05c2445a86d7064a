import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jsonLines, type Logger, type Splitter } from '../../index.js';
import { descent, tinyData, tinyLearner } from '../../training/tiny-learner.fixture.js';
import { Project } from '../project.js';
import { quiet, registerTinyPlugin } from '../tiny-plugin.fixture.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-folds-'));
});

afterAll(() => rm(folder, { recursive: true }));

beforeAll(registerTinyPlugin);

/** Folds by remainder. */
const threeFolds: Splitter = {
  *split({ length }) {
    const all = Array.from({ length }, (_, index) => index);
    for (let fold = 0; fold < 3; fold++) {
      yield { train: all.filter((index) => index % 3 !== fold), test: all.filter((index) => index % 3 === fold) };
    }
  },
};

describe('crossValidate', () => {
  const project = () =>
    new Project({
      learner: ({ params }) => tinyLearner({ optimizer: descent((params['lr'] as number | undefined) ?? 0.01) }),
      data: tinyData(),
      trainer: quiet,
      folder: false,
      seed: 4,
    });

  it('needs a learner that can be made anew', async () => {
    const instance = new Project({ learner: tinyLearner(), trainer: quiet });
    await expect(instance.crossValidate({ splitter: 5 } as never)).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
    });
    await expect(instance.crossValidate({ splitter: threeFolds, monitor: 'loss' } as never)).rejects.toThrow(
      'no such option',
    );
    await expect(instance.crossValidate({ splitter: threeFolds })).rejects.toMatchObject({
      code: 'LML_FACTORY_REQUIRED',
    });
  });

  it('judges each fold by a fresh learner, and gives mean and deviation', async () => {
    const { folds, mean, standardDeviation } = await project().crossValidate({ splitter: threeFolds });
    expect(folds.map(({ trainSize, testSize }) => [trainSize, testSize])).toEqual([
      [20, 10],
      [20, 10],
      [20, 10],
    ]);
    const losses = folds.map(({ values }) => values['loss']!);
    const average = (losses[0]! + losses[1]! + losses[2]!) / 3;
    expect(mean['loss']).toBeCloseTo(average, 12);
    expect(standardDeviation['loss']).toBeCloseTo(
      Math.sqrt(losses.reduce((sum, loss) => sum + (loss - average) ** 2, 0) / 3),
      12,
    );
    expect(Object.keys(mean)).toEqual(['loss', 'absolute-error']);
  });

  it('gives the same numbers twice', async () => {
    const untimed = async (): Promise<unknown> => {
      const { folds, ...rest } = await project().crossValidate({ splitter: threeFolds });
      return { ...rest, folds: folds.map((fold) => ({ ...fold, seconds: 0 })) };
    };
    expect(await untimed()).toEqual(await untimed());
  });

  it('logs folds to the loggers given, which are told the fold; one for a run folder has nothing to write', async () => {
    const folds: (number | undefined)[] = [];
    const types: string[] = [];
    const logger: Logger = {
      name: 'listener',
      open: ({ fold }) => void folds.push(fold),
      log: ({ type }) => void types.push(type),
    };
    const given = new Project({
      data: tinyData(),
      learner: ({ data }) => tinyLearner({ data }),
      trainer: { ...quiet, loggers: [logger, jsonLines()] },
      folder: false,
    });
    await given.crossValidate({ splitter: threeFolds });
    expect(folds).toEqual([0, 0, 1, 1, 2, 2]);
    expect(types.filter((type) => type !== 'step')).toEqual([0, 1, 2].flatMap(() => ['epoch', 'epoch', 'test']));
  });

  it('predicts each training sample by the model that had not seen it, in their order', async () => {
    const inMemory = await project().crossValidate({ splitter: threeFolds, predict: 'outputs' });
    expect(inMemory.predictions).toMatchObject({ shape: [30, 1] });
    const written = new Project({ ...project().options, folder, name: 'predicted' });
    const onDisk = await written.crossValidate({ splitter: threeFolds, predict: 'outputs' });
    expect(onDisk.predictions).toMatchObject({ shape: [30, 1], dtype: 'float32' });
    const twice: Splitter = { split: (input) => [...threeFolds.split(input), ...threeFolds.split(input)] };
    await expect(project().crossValidate({ splitter: twice, predict: 'outputs' })).rejects.toThrow('just once');
  });

  it('judges what was learnt from too, where it is asked to', async () => {
    const { mean } = await project().crossValidate({ splitter: threeFolds, trainScores: true });
    expect(Object.keys(mean)).toEqual(['loss', 'absolute-error', 'train/loss', 'train/absolute-error']);
    expect(mean['train/loss']).not.toBe(mean['loss']);
  });

  it('goes on with one that was interrupted: folds that are finished are not done again', async () => {
    const stop = new AbortController();
    let made = 0;
    const counting = (stopAt: number): Project =>
      new Project({
        ...project().options,
        learner: () => {
          if (++made === stopAt) stop.abort();
          return tinyLearner({ optimizer: descent(0.01) });
        },
        folder,
        name: 'interrupted',
      });
    // One for the project, one for the check, one for each fold.
    const first = await counting(4).crossValidate({ splitter: threeFolds, signal: stop.signal });
    expect(first.status).toBe('interrupted');
    expect(first.folds).toHaveLength(1);
    made = 0;
    const again = await counting(-1).crossValidate({ splitter: threeFolds, resume: true });
    expect(made).toBe(4);
    expect(again.folder).toBe(first.folder);
    const whole = await project().crossValidate({ splitter: threeFolds });
    expect(again.mean['loss']).toBe(whole.mean['loss']);
  });

  it('says that a module or a config is needed where folds run elsewhere', async () => {
    const executor = { open: () => Promise.reject(new Error('not reached')) };
    await expect(project().crossValidate({ splitter: threeFolds, executor })).rejects.toMatchObject({
      code: 'LML_FACTORY_REQUIRED',
      message: expect.stringContaining('module: import.meta.url'),
    });
  });

  it.each([
    [{ validation: 2 }, 'a fraction between 0 and 1'],
    [{ predict: 'labels' }, "'predictions' or 'outputs'"],
    [{ groups: [1, 2] }, 'one for each of the 30 training samples'],
    [{ groups: 'nobody' }, 'column'],
    [{ signal: 5 }, 'AbortSignal'],
  ])('refuses %j', async (wrong, message) => {
    await expect(project().crossValidate({ splitter: threeFolds, ...wrong } as never)).rejects.toThrow(message);
  });
});

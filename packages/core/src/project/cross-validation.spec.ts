import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  earlyStopping,
  jsonLines,
  loadProject,
  parameterGrid,
  projectFromConfig,
  type Logger,
  type Splitter,
} from '../index.js';
import { descent, tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';
import { Project } from './project.js';
import { quiet, registerTinyPlugin } from './tiny-plugin.fixture.js';

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

const sized = {
  learner: { name: 'sized', units: 4 },
  data: { dataset: 'tiny', split: { test: 0.2 } },
  trainer: { maxEpochs: 1, loggers: [], progressBar: false },
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
    expect(await project().crossValidate({ splitter: threeFolds })).toEqual(
      await project().crossValidate({ splitter: threeFolds }),
    );
  });

  it('searches: chooses by the mean, retrains on all training data, and tests once', async () => {
    const { candidates, best, fit, test } = await project().search({
      candidates: parameterGrid({ lr: [1e-5, 0.02] }),
      splitter: threeFolds,
    });
    expect(best.params).toEqual({ lr: 0.02 });
    expect(candidates).toHaveLength(2);
    expect(fit.clock.samples).toBe(60);
    expect(test).toMatchObject({ 'test/loss': expect.any(Number) });
  });

  it('goes on searching where a candidate diverges, and says why that has no results', async () => {
    const searching = new Project({
      data: tinyData(),
      learner: ({ data, params }) => tinyLearner({ data, optimizer: descent(params['lr'] as number) }),
      trainer: quiet,
      folder: false,
    });
    const { best, candidates: results } = await searching.search({
      candidates: [{ lr: 1e38 }, { lr: 0.01 }],
      splitter: threeFolds,
    });
    expect(best.params).toEqual({ lr: 0.01 });
    const diverged = results.find(({ params }) => params['lr'] === 1e38)!;
    expect(diverged.error!.code).toMatch(/^LML_NON_FINITE_/);
    expect(diverged.folds).toEqual([]);
    const only = [{ lr: 1e38 }];
    await expect(searching.search({ candidates: only, splitter: threeFolds })).rejects.toMatchObject({
      code: diverged.error!.code,
    });
  });

  it('refuses a monitor that the last training cannot have before the first fold', async () => {
    const learner = jest.fn(() => tinyLearner());
    const searching = new Project({
      data: tinyData(50, { split: { test: 0.2 } }),
      learner,
      trainer: { ...quiet, callbacks: [earlyStopping()] },
      folder: false,
    });
    learner.mockClear();
    const error = await searching.search({ candidates: [{}], splitter: threeFolds }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'LML_INVALID_ARGUMENT', argument: 'monitor' });
    expect(learner).not.toHaveBeenCalled();
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
    expect(types.filter((type) => type !== 'step')).toEqual([0, 1, 2].flatMap(() => ['epoch', 'epoch', 'validation']));
  });

  it('writes down the learner that a search chose, so that it can be made again', async () => {
    const searching = projectFromConfig({ ...sized, folder, name: 'search', learner: { name: 'sized', units: 1 } });
    const { fit, project: chosen } = await searching.search({ candidates: [{ units: 5 }], splitter: threeFolds });
    const again = await loadProject(fit.lastCheckpoint!);
    expect(again.learner.model.weights).toEqual(chosen.learner.model.weights);
    expect(again.learner.model.weights[0]!.shape).toEqual([3, 5]);
    expect((await readFile(`${fit.folder}/config.yaml`, 'utf8')).split('\n')).toContain('  units: 5');
  });

  it('names the nearest number where the one to choose by is not reported', async () => {
    await expect(
      project().search({ candidates: [{}], splitter: threeFolds, monitor: 'absolute-eror' }),
    ).rejects.toThrow("Did you mean 'absolute-error'?");
  });
});

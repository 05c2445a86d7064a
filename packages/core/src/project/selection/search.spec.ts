import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  earlyStopping,
  ExecutorError,
  loadProject,
  projectFromConfig,
  type Executor,
  type Splitter,
  type Strategy,
} from '../../index.js';
import { descent, tinyData, tinyLearner } from '../../training/tiny-learner.fixture.js';
import { Project, type ProjectOptions } from '../project.js';
import { quiet, registerTinyPlugin } from '../tiny-plugin.fixture.js';
import { anySpace as space, candidates } from './candidates.fixture.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-search-'));
  registerTinyPlugin();
});

afterAll(() => rm(folder, { recursive: true }));

/** Folds by remainder. */
const splitter: Splitter = {
  *split({ length }) {
    const all = Array.from({ length }, (_, index) => index);
    for (let fold = 0; fold < 3; fold++) {
      yield { train: all.filter((index) => index % 3 !== fold), test: all.filter((index) => index % 3 === fold) };
    }
  },
};

function project(options: Partial<ProjectOptions> = {}): Project {
  return new Project({
    learner: ({ params }) => tinyLearner({ optimizer: descent((params['lr'] as number | undefined) ?? 0.01) }),
    data: tinyData(),
    trainer: quiet,
    folder: false,
    seed: 4,
    ...options,
  });
}

describe('search', () => {
  it('chooses by the mean, retrains on all training data, and tests once', async () => {
    const { status, best, trials, fit, test } = await project().search({
      space: { lr: [1e-5, 0.02] },
      strategy: candidates([{ lr: 1e-5 }, { lr: 0.02 }]),
      splitter,
    });
    expect(status).toBe('completed');
    expect(best?.params).toEqual({ lr: 0.02 });
    expect(trials.map(({ state }) => state)).toEqual(['completed', 'completed']);
    expect(trials[0]!.folds).toHaveLength(3);
    expect(fit?.clock.samples).toBe(60);
    expect(test).toMatchObject({ 'test/loss': expect.any(Number) });
  });

  it('goes on where a candidate diverges, and says why that has no results', async () => {
    const values = [{ lr: 1e38 }, { lr: 0.01 }];
    const { best, trials } = await project().search({ space, strategy: candidates(values), splitter });
    expect(best?.params).toEqual({ lr: 0.01 });
    expect(trials[0]).toMatchObject({ state: 'failed', error: { code: expect.stringMatching(/^LML_NON_FINITE_/) } });
    const only = project().search({ space, strategy: candidates([{ lr: 1e38 }]), splitter });
    await expect(only).rejects.toMatchObject({ code: trials[0]!.error!.code });
  });

  it('watches training by a part of the training data of each fold, and retrains for the median of their epochs', async () => {
    const trainer = { ...quiet, maxEpochs: 6, callbacks: [earlyStopping({ patience: 1 })] };
    const data = tinyData(60, { split: { test: 0.2 } });
    const searching = project({ trainer, data, folder, name: 'watched' });
    const { folds } = await searching.crossValidate({ splitter });
    expect(folds.map(({ trainSize, validationSize, testSize }) => [trainSize, validationSize, testSize])).toEqual([
      [29, 3, 16],
      [29, 3, 16],
      [29, 3, 16],
    ]);
    const { best, fit } = await searching.search({ space, strategy: candidates([{}]), splitter });
    expect(fit?.clock.epoch).toBe(best?.epochs);
    expect(fit?.clock.samples).toBe(48 * best!.epochs!);
  });

  it('writes a table, and goes on with one that was interrupted', async () => {
    const values = [{ lr: 1e-3 }, { lr: 0.02 }, { lr: 0.01 }];
    const stop = new AbortController();
    const counted: number[] = [];
    const strategy = (end: number): Strategy => ({
      ...candidates(values),
      propose: (view) => {
        counted.push(view.trials.length);
        if (view.trials.length === end) stop.abort();
        return candidates(values).propose(view);
      },
    });
    const options = { folder, name: 'interrupted' };
    const first = await project(options).search({ space, strategy: strategy(2), splitter, signal: stop.signal });
    expect(first.status).toBe('interrupted');
    expect(first.project).toBeUndefined();
    const again = await project(options).search({ space, strategy: strategy(-1), splitter, resume: true });
    expect(again.folder).toBe(first.folder);
    const whole = await project({ folder, name: 'whole' }).search({ space, strategy: candidates(values), splitter });
    const untimed = ({ trials }: typeof whole): unknown => trials.map((trial) => ({ ...trial, seconds: 0 }));
    expect(untimed(again)).toEqual(untimed(whole));
    expect(again.trials[0]).toEqual(first.trials[0]);
    expect(again.test).toEqual(whole.test);
    const rows = (await readFile(`${again.folder}/trials.csv`, 'utf8')).trim().split('\r\n');
    expect(rows).toHaveLength(4);
    // It is over: the same call begins a new one.
    const anew = await project(options).search({ space, strategy: candidates(values), splitter, resume: true });
    expect(anew.folder).not.toBe(again.folder);
  });

  it('ends trials that the pruner finds hopeless', async () => {
    const seen: unknown[] = [];
    const pruner = {
      plan: ({ curves }: { curves: readonly (readonly number[])[] }) =>
        curves.length === 0 ? undefined : { seen: curves.length },
      isHopeless: (curve: readonly number[], plan: unknown) => {
        seen.push(plan);
        return curve.length === 2;
      },
    };
    const values = [{ lr: 0.01 }, { lr: 0.001 }];
    const searching = project({ trainer: { ...quiet, maxEpochs: 4 } });
    const { trials, best } = await searching.search({ space, strategy: candidates(values), splitter, pruner });
    expect(trials.map(({ state }) => state)).toEqual(['completed', 'pruned']);
    expect(trials[0]!.curves!.map(({ length }) => length)).toEqual([4, 4, 4]);
    expect(trials[1]!.curves!.map(({ length }) => length)).toEqual([2]);
    expect(seen).toEqual([{ seen: 1 }, { seen: 1 }]);
    expect(best?.number).toBe(0);
  });

  it('changes data and trainer by path, and keeps to budgets', async () => {
    const strategy: Strategy = {
      propose: ({ trials: { length } }) => {
        if (length === 0) return { params: { 'data.batchSize': 3, 'trainer.maxEpochs': 1 }, budget: { samples: 15 } };
        return length === 1 ? { params: { 'data.batchSize': 3 }, budget: { epochs: 2 } } : 'done';
      },
    };
    const { trials, best } = await project().search({ space, strategy, splitter, refit: false });
    expect(trials.map(({ state }) => state)).toEqual(['completed', 'completed']);
    expect(trials[1]!.epochs).toBe(2);
    // The largest budget counts.
    expect(best?.budget).toBeDefined();
  });

  it('writes down the learner that it chose, so that it can be made again', async () => {
    const searching = projectFromConfig({
      learner: { name: 'sized', units: 1 },
      data: { dataset: 'tiny', split: { test: 0.2 } },
      trainer: { maxEpochs: 1, loggers: [], progressBar: false },
      folder,
      name: 'chosen',
    });
    const { fit, project: chosen } = await searching.search({ space, strategy: candidates([{ units: 5 }]), splitter });
    const again = await loadProject(fit!.lastCheckpoint!);
    expect(again.learner.model.weights).toEqual(chosen!.learner.model.weights);
    expect(again.learner.model.weights[0]!.shape).toEqual([3, 5]);
    expect((await readFile(`${fit!.folder}/config.yaml`, 'utf8')).split('\n')).toContain('  units: 5');
  });

  it.each([
    [{ objective: 'absolute-eror' }, "Did you mean 'absolute-error'?"],
    [{ objective: 'validation/loss' }, "Write 'loss'"],
    [{ objective: [] }, 'the name of a number'],
    [{ parallel: 0 }, 'parallel'],
    [{ timeout: -1 }, 'timeout'],
    [{ trials: 0 }, 'trials'],
    [{ space: {} }, 'at least one parameter'],
    [{ strategy: undefined }, 'strategy'],
    [{ strategy: { propose: () => 'done', endless: true } }, 'goes on for ever'],
    [{ candidates: [] }, 'no such option'],
  ])('refuses %j', async (wrong, message) => {
    const options = { space, strategy: candidates([{}]), splitter, ...wrong };
    await expect(project().search(options as never)).rejects.toThrow(message);
  });

  it('refuses, before the first trial, what the last training could not have', async () => {
    const trainer = { ...quiet, callbacks: [earlyStopping({ monitor: 'val_loss' })] };
    const searching = project({ trainer, data: tinyData(50, { split: { test: 0.2 } }) });
    await expect(searching.search({ space, strategy: candidates([{}]), splitter })).rejects.toThrow('validation/loss');
  });

  it('ends with what is wrong for all trials, whichever of those under way meets it first', async () => {
    const executor: Executor = {
      isLocal: true,
      open: () =>
        Promise.resolve({
          capacity: 4,
          run: async ({ id }, { signal }) => {
            if (id.startsWith('trials/1/')) throw new ExecutorError('Nobody can do it.');
            await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
          },
          close: () => Promise.resolve(),
        }),
    };
    const strategy = candidates([{ lr: 0.1 }, { lr: 0.2 }, { lr: 0.3 }]);
    await expect(project().search({ space, strategy, splitter, executor })).rejects.toThrow('Nobody can do it.');
  });

  it('warns of a parameter that nobody looks at, and says with which parameters a learner cannot be made', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const strategy = candidates([{ lr: 0.01, learningRate: 0.1 }]);
    await project().search({ space, strategy, splitter, refit: false });
    expect(warned.mock.calls.map(([message]) => message)).toEqual([
      expect.stringContaining("does not look at 'learningRate'"),
    ]);
    warned.mockRestore();
    const wrong = project().search({ space, strategy: candidates([{ 'trainer.maxEpoch': 3 }]), splitter });
    await expect(wrong).rejects.toThrow('With the first parameters of the space, {"trainer.maxEpoch":3}:');
  });

  it('has a row for a trial whose parameters make no learner', async () => {
    const strategy = candidates([{ lr: 0.01 }, { 'trainer.maxEpochs': 0 }]);
    const { trials } = await project().search({ space, strategy, splitter, refit: false });
    expect(trials[1]).toMatchObject({ state: 'failed', error: { code: 'LML_INVALID_OPTIONS' } });
    expect(trials[1]!.error!.message).not.toContain('LML_INVALID_OPTIONS');
  });
});

import { jest } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  DataModule,
  defineComponent,
  earlyStopping,
  fromLayers,
  jsonLines,
  list,
  loadProject,
  modelCheckpoint,
  parameterGrid,
  projectFromConfig,
  projectJsonSchema,
  registerPlugin,
  toConfig,
  type AnyComponent,
  type Callback,
  type Logger,
  type Model,
  type Predictor,
  type Splitter,
} from '../index.js';
import { descent, tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';
import { readCheckpoint, writeCheckpoint } from '../training/checkpoints/checkpoint.js';
import { FileWriteError } from '../errors/file-write-error.js';
import { files } from '../node/files.js';
import { Project } from './project.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-project-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Folds by remainder. */
const threeFolds: Splitter = {
  *split({ length }) {
    const all = Array.from({ length }, (_, index) => index);
    for (let fold = 0; fold < 3; fold++) {
      yield { train: all.filter((index) => index % 3 !== fold), test: all.filter((index) => index % 3 === fold) };
    }
  },
};

const quiet = { maxEpochs: 2, loggers: [], progressBar: false };

describe('Project', () => {
  it('writes each run to a folder of its own', async () => {
    const project = new Project({ learner: tinyLearner(), trainer: quiet, folder, name: 'runs' });
    const first = await project.train();
    await project.test();
    const second = await project.train();
    expect([first.folder, second.folder]).toEqual([`${folder}/runs/1`, `${folder}/runs/2`]);
    expect(await readdir(`${folder}/runs/1`)).toEqual(['checkpoints', 'config.yaml', 'report.html']);
    const report = await readFile(`${folder}/runs/1/report.html`, 'utf8');
    expect(report).toContain('<td>absolute-error</td>');
    expect(report).toContain('<th class="number">test</th>');
  });

  describe('after training', () => {
    // The loss falls, so the first epoch is the best that this can find, and the last is another.
    const callbacks = [modelCheckpoint({ monitor: 'train/loss', mode: 'max' })];
    const opened: (string | undefined)[] = [];
    const logger: Logger = {
      name: 'listener',
      open: ({ checkpoint }) => void opened.push(checkpoint),
      log: () => undefined,
    };
    const make = (options: object): Project => {
      const trainer = { ...quiet, maxEpochs: 4, callbacks, loggers: [logger] };
      return new Project({ learner: tinyLearner(), trainer, seed: 2, ...options });
    };

    it('tests the weights of the best checkpoint, as the command does, and tells which', async () => {
      const project = make({ folder, name: 'best' });
      const { bestCheckpoint, lastCheckpoint } = await project.train();
      expect(bestCheckpoint).toContain('epoch-0001');
      expect(project.checkpoint).toBe(bestCheckpoint);
      const { weights } = await readCheckpoint(bestCheckpoint!);
      expect(await project.learner.model.getWeights()).toEqual(weights);
      opened.length = 0;
      const tested = await project.test();
      expect(opened).toEqual([bestCheckpoint]);
      const other = make({ folder: false });
      await other.load(bestCheckpoint!);
      expect(await other.test()).toEqual(tested);
      await other.load(lastCheckpoint!);
      expect(await other.test()).not.toEqual(tested);
    });

    it('has the weights of the last step where there are no checkpoints', async () => {
      const whole = make({ folder, name: 'last' });
      const { lastCheckpoint } = await whole.train();
      const project = make({ folder: false });
      await project.train();
      expect(project.checkpoint).toBeUndefined();
      expect(await project.learner.model.getWeights()).toEqual((await readCheckpoint(lastCheckpoint!)).weights);
    });
  });

  it('goes on with the weights in memory when it trains again', async () => {
    const starts: unknown[] = [];
    const watcher: Callback = {
      name: 'watcher',
      async fitStart({ engine }) {
        starts.push((await engine.read(['dense_0/kernel']))['dense_0/kernel']);
      },
    };
    const project = new Project({ learner: tinyLearner(), trainer: { ...quiet, callbacks: [watcher] }, folder: false });
    await project.train();
    const trained = (await project.learner.model.getWeights())['dense_0/kernel'];
    await project.train();
    expect(starts[1]).toEqual(trained);
    expect(starts[1]).not.toEqual(starts[0]);
  });

  it('does one thing at a time', async () => {
    const project = new Project({ learner: tinyLearner(), trainer: quiet, folder: false });
    const training = project.train();
    await expect(project.test()).rejects.toMatchObject({ code: 'LML_PROJECT_BUSY' });
    await training;
    await expect(project.test()).resolves.toMatchObject({ 'test/loss': expect.any(Number) });
  });

  it.each([
    [() => new Project({ learner: tinyLearner(), seeds: 3 } as never), 'did you mean seed'],
    [() => new Project(undefined as never), 'a record with the options'],
    [() => new DataModule({ dataset: tinyData().options.dataset, split: { val: 0.2 } } as never), 'validation, test'],
    [() => new DataModule({ batchsize: 3 } as never), 'did you mean batchSize'],
  ])('does not ignore a slip of the pen (%#)', (make, part) => {
    expect(make).toThrow(part);
  });

  it.each([
    [{ data: tinyData() }, 'there is no such option'],
    [[[1, 2, 3]], 'predict({ dataset: unlabelled('],
    [3, 'a record with the options of predict'],
    [tinyData().options.dataset, 'predict({ dataset'],
  ])('does not predict something else than was meant (%#)', async (action, part) => {
    const project = new Project({ learner: tinyLearner(), folder: false });
    await expect(project.predict(action as never)).rejects.toThrow(part);
  });

  it('refuses checkpoints of another model, and what is no checkpoint', async () => {
    const trained = new Project({ learner: tinyLearner(), trainer: quiet, folder, name: 'other' });
    const { lastCheckpoint, folder: run } = await trained.train();
    const wider = new Project({ learner: tinyLearner({ model: network(7) }), folder: false });
    await expect(wider.load(lastCheckpoint!)).rejects.toThrow(/of another model.*LML_CHECKPOINT/s);
    await expect(wider.load(run!)).rejects.toThrow(/of another model.*LML_CHECKPOINT/s);
    await expect(wider.load(folder)).rejects.toThrow('is no checkpoint');
    await expect(wider.load(undefined as never)).rejects.toThrow('the path of a checkpoint');
    await expect(wider.load(Promise.resolve('') as never)).rejects.toThrow('is an await missing?');
  });

  it('loads the weights of a checkpoint', async () => {
    const trained = new Project({ learner: tinyLearner(), trainer: quiet, folder, name: 'load' });
    const { lastCheckpoint } = await trained.train();
    const fresh = new Project({ learner: tinyLearner(), trainer: quiet, folder: false });
    await fresh.load(lastCheckpoint!);
    expect((await fresh.predict()).data).toEqual((await trained.predict()).data);
  });

  it("takes a run's folder for its best checkpoint", async () => {
    const callbacks = [modelCheckpoint({ monitor: 'train/loss', mode: 'max' })];
    const trained = new Project({
      learner: tinyLearner(),
      trainer: { ...quiet, callbacks },
      folder,
      name: 'whole-run',
    });
    const { bestCheckpoint, folder: run } = await trained.train();
    const fresh = new Project({ learner: tinyLearner(), trainer: quiet, folder: false });
    await fresh.load(run!);
    expect(fresh.checkpoint).toBe(bestCheckpoint);
    expect(bestCheckpoint).toContain('epoch-0001');
    expect(await fresh.learner.model.getWeights()).toEqual((await readCheckpoint(bestCheckpoint!)).weights);
  });

  it('does not load weights while it is training', async () => {
    const { lastCheckpoint } = await new Project({ learner: tinyLearner(), trainer: quiet, folder, name: 'a' }).train();
    const project = new Project({ learner: tinyLearner(), trainer: quiet, folder: false });
    const training = project.train();
    await expect(project.load(lastCheckpoint!)).rejects.toThrow(/busy with train.*LML_PROJECT_BUSY/s);
    expect(await training).toMatchObject({ status: 'completed' });
    await project.load(lastCheckpoint!);
  });

  it('has trained also where its report cannot be written', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const write = files.write.bind(files);
    const full = new FileWriteError("Cannot write 'report.html'. The disk is full: ENOSPC.");
    jest
      .spyOn(files, 'write')
      .mockImplementation((path, text) => (path.endsWith('.html') ? Promise.reject(full) : write(path, text)));
    const project = new Project({ learner: tinyLearner(), trainer: quiet, folder, name: 'no-report' });
    expect(await project.train()).toMatchObject({ status: 'completed' });
    expect(await project.test()).toHaveProperty('test/loss');
    expect(warned).toHaveBeenCalledWith(
      expect.stringContaining('The disk is full'),
      expect.objectContaining({ code: 'LML_REPORT_NOT_WRITTEN' }),
    );
    jest.restoreAllMocks();
  });

  it('says by a coded error that its folder cannot be written to', async () => {
    await writeFile(join(folder, 'a-file'), '');
    for (const inside of ['a-file', join('a-file', 'deeper')]) {
      const project = new Project({ learner: tinyLearner(), trainer: quiet, folder: join(folder, inside) });
      await expect(project.train()).rejects.toMatchObject({ code: 'LML_FILE_WRITE' });
    }
  });

  it('says which parts of a checkpoint the registry did not make', async () => {
    const { lastCheckpoint } = await new Project({
      learner: tinyLearner(),
      trainer: quiet,
      folder,
      name: 'custom',
    }).train();
    await expect(loadProject(lastCheckpoint!)).rejects.toThrow(/learner.*project\.load/s);
  });

  it.each([['..'], ['../x'], ['a/b'], ['.hidden'], ['CON'], ['nul.x'], [''], [7]])('is not called %j', (name) => {
    expect(() => new Project({ learner: tinyLearner(), name: name as string })).toThrow('it becomes a folder');
  });

  it('does not write to the root where its folder is an empty text, nor to what is no path', () => {
    for (const folder of ['', true, 7, null])
      expect(() => new Project({ learner: tinyLearner(), folder: folder as string })).toThrow(
        "Write '.' for the working directory",
      );
    expect(() => projectFromConfig({ learner: 'tiny', folder: '' })).toThrow("'.' is the working directory");
  });

  it('fits a predictor that learns, on outputs and targets', async () => {
    const seen: unknown[] = [];
    const predictor: Predictor = {
      name: 'shift',
      predict: (output) => output,
      fit: (outputs, targets) => void seen.push(outputs.shape, targets.shape),
    };
    const project = new Project({ learner: tinyLearner({ predictor }), folder: false });
    await project.fitPredictor();
    expect(seen).toEqual([[30, 1], [30, 1]]); // prettier-ignore
    project.learner.predictor = undefined;
    await expect(project.fitPredictor()).rejects.toMatchObject({ code: 'LML_INCOMPLETE_LEARNER' });
  });

  it.each([
    [{ seed: -1 }, 'seed'],
    [{ name: '../out' }, 'name'],
  ])('refuses %o', (options, argument) => {
    expect(() => new Project({ learner: tinyLearner(), ...options })).toThrow(expect.objectContaining({ argument }));
  });
});

const sized = {
  learner: { name: 'sized', units: 4 },
  data: { dataset: 'tiny', split: { test: 0.2 } },
  trainer: { maxEpochs: 1, loggers: [], progressBar: false },
};

beforeAll(() => {
  const none = z.strictObject({});
  const units = z.strictObject({ units: z.int().positive() });
  const define = (kind: 'learner' | 'dataset', name: string, create: () => unknown): AnyComponent =>
    defineComponent({ kind, name, summary: 'For tests.', schema: none, create: create as () => never });
  const sizedLearner = defineComponent({
    kind: 'learner',
    name: 'sized',
    summary: 'For tests.',
    schema: units,
    create: (options) => tinyLearner({ data: undefined, model: network(options.units) }),
  });
  registerPlugin({
    name: 'lml-plugin-tiny',
    version: '1.0.0',
    apiVersion: 1,
    components: [
      define('learner', 'tiny', () => tinyLearner({ data: undefined })),
      define('dataset', 'tiny', () => tinyData().options.dataset),
      sizedLearner,
    ],
  });
});

const network = (units: number): Model =>
  fromLayers(() =>
    tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [3] }), tf.layers.dense({ units: 1 })] }),
  );

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
    expect(folds.map(({ trainSize, testSize }) => [trainSize, testSize])).toEqual([[20, 10], [20, 10], [20, 10]]); // prettier-ignore
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

describe('a project from a config', () => {
  const config = {
    learner: 'tiny',
    data: { dataset: 'tiny', batchSize: 8, split: { validation: 0.2 } },
    trainer: quiet,
    seed: 2,
  };

  it('trains as the same project in code, and can be made again from its checkpoint', async () => {
    const fromData = projectFromConfig({
      ...config,
      folder,
      name: 'config',
      trainer: { ...config.trainer, maxEpochs: 1 },
    });
    const inCode = new Project({
      learner: tinyLearner({ data: tinyData(50, { split: { validation: 0.2 } }) }),
      trainer: { ...quiet, maxEpochs: 1 },
      seed: 2,
      folder: false,
    });
    const result = await fromData.train();
    expect(result.values).toEqual((await inCode.train()).values);
    const again = await loadProject(result.lastCheckpoint!);
    expect(await again.validate()).toEqual(await fromData.validate());
    expect(toConfig(again.learner).config).toEqual({ name: 'lml-plugin-tiny:tiny' });
  });

  it('is not told by a checkpoint where to write', async () => {
    jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const { lastCheckpoint } = await projectFromConfig({ ...config, folder, name: 'places' }).train();
    const { manifest, weights, state } = await readCheckpoint(lastCheckpoint!);
    const elsewhere = join(folder, 'elsewhere.jsonl');
    const loggers = [{ name: 'json-lines', path: elsewhere }, 'json-lines', { name: '@lml/core:console' }];
    const hostile = {
      ...(manifest.config as object),
      folder: '/',
      trainer: { ...quiet, loggers, backend: { name: 'wasm', path: '/' } },
    };
    const path = await writeCheckpoint(folder, {
      manifest: { ...manifest, id: 'hostile', config: hostile },
      weights,
      state,
    });
    const project = await loadProject(path);
    expect(project.options.folder).toBe('runs');
    expect(project.trainer.options.backend).toBeUndefined();
    expect(project.trainer.options.loggers!.map(({ name }) => name)).toEqual(['json-lines', 'console']);
    expect(process.emitWarning).toHaveBeenCalledWith(
      expect.stringContaining(
        'is made without folder, trainer.loggers.0, trainer.backend: a checkpoint does not say where to write',
      ),
      expect.objectContaining({ code: 'LML_PARTS_LEFT_OUT' }),
    );
    jest.restoreAllMocks();
  });

  it.each(['auto', 'eager'])('keeps the engine %s by its name, also where a run of it has begun', async (engine) => {
    const trainer = { ...config.trainer, maxEpochs: 1, engine };
    const { lastCheckpoint } = await projectFromConfig({ ...config, folder, name: engine, trainer }).train();
    const again = await loadProject(lastCheckpoint!);
    expect(toConfig(again.trainer.options.engine).config).toEqual({ name: `@lml/core:${engine}` });
    expect(again.trainer.options.engine?.name).toBe(engine);
  });

  it.each([
    [{ ...config, trainer: { maxEpochs: 'many' } }, 'trainer.maxEpochs'],
    [{ ...config, learnr: 'tiny' }, 'did you mean learner'],
    [{ ...config, data: { ...config.data, batchSize: 0 } }, 'data.batchSize'],
    [{ ...config, learner: { name: 'tiny', depth: 3 } }, 'learner.depth'],
  ])('names the path of what is wrong', (wrong, part) => {
    expect(() => projectFromConfig(wrong)).toThrow(part);
    expect(() => projectFromConfig(wrong)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });

  it('has a JSON Schema with every registered component', () => {
    const schema = projectJsonSchema() as unknown as {
      definitions: Record<string, unknown>;
      properties: Record<string, unknown>;
    };
    expect(Object.keys(schema.definitions)).toEqual(
      expect.arrayContaining(['learner', 'engine', 'callback', 'logger']),
    );
    expect(schema.properties['learner']).toMatchObject({ $ref: '#/definitions/learner' });
    expect(list('engine').map(({ name }) => name)).toEqual(['auto', 'eager']);
  });
});

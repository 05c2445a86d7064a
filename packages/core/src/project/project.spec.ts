import { jest } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  DataModule,
  loadProject,
  modelCheckpoint,
  projectFromConfig,
  type Callback,
  type Logger,
  type Predictor,
} from '../index.js';
import { tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';
import { readCheckpoint } from '../training/checkpoints/checkpoint.js';
import { FileWriteError } from '../errors/file-write-error.js';
import { files } from '../node/files.js';
import { Project } from './project.js';
import { network, quiet } from './tiny-plugin.fixture.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-project-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('Project', () => {
  it('writes each run to a folder of its own', async () => {
    const project = new Project({ learner: tinyLearner(), trainer: quiet, folder, name: 'runs' });
    const first = await project.train();
    await project.test();
    const second = await project.train();
    expect([first.folder, second.folder]).toEqual([`${folder}/runs/1`, `${folder}/runs/2`]);
    expect(await readdir(`${folder}/runs/1`)).toEqual(['checkpoints', 'config.yaml', 'figures', 'report.html']);
    expect(await readdir(`${folder}/runs/1/figures`)).toEqual(['absolute-error.svg', 'loss.svg', 'lr.svg']);
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

    it('tells loggers what project it is', async () => {
      const projects: unknown[] = [];
      const listener: Logger = { name: 'listener', open: ({ project }) => void projects.push(project), log() {} };
      const project = make({ folder: false, name: 'told', trainer: { ...quiet, maxEpochs: 1, loggers: [listener] } });
      await project.train();
      expect(projects).toMatchObject([{ config: { name: 'told', seed: 2 } }]);
    });

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
    expect(seen).toEqual([
      [30, 1],
      [30, 1],
    ]);
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

import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { list, loadProject, projectFromConfig, projectJsonSchema, toConfig } from '../index.js';
import { tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';
import { readCheckpoint, writeCheckpoint } from '../training/checkpoints/checkpoint.js';
import { Project } from './project.js';
import { quiet, registerTinyPlugin } from './tiny-plugin.fixture.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-config-'));
});

afterAll(() => rm(folder, { recursive: true }));

beforeAll(registerTinyPlugin);

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

  it('has sets, ways to stack and a mode by their names', async () => {
    const data = {
      train: { few: 'tiny', many: { name: 'tiny' } },
      trainMode: 'min',
      batchSize: { few: 4, many: 8 },
      validation: { clean: 'tiny', noisy: 'tiny' },
      collate: { name: 'pad', lengths: true },
      transforms: { all: [] },
    };
    const project = projectFromConfig({ ...config, data, folder: false });
    await project.data.setup();
    expect(project.data.loaders('validation').map(({ set }) => set)).toEqual(['clean', 'noisy']);
    const loader = project.data.loader('train')!;
    await loader.open();
    for await (const { batch } of loader.iterate(0)) {
      expect(Object.keys(batch)).toEqual(['few', 'many']);
      expect(Object.keys(batch['few']!)).toEqual(['input', 'inputLengths', 'target', 'targetLengths']);
    }
    const wrong = { ...data, train: { few: { name: 'tiny', depth: 3 }, many: 'tiny' } };
    expect(() => projectFromConfig({ ...config, data: wrong })).toThrow('data.train.few.depth');
    expect(() => projectFromConfig({ ...config, data: { train: { inputs: [1] } } })).toThrow('data.train');
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

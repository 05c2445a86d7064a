import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { columnarDataset, DataModule, defineComponent, loadProject, ndArray, registerPlugin } from '../index.js';
import { projectFromConfig } from './project-config.js';
import { Project } from './project.js';
import { quiet, registerTinyPlugin } from './tiny-plugin.fixture.js';

let folder = '';

const rows = defineComponent({
  kind: 'dataset',
  name: 'rows',
  summary: 'For tests.',
  schema: z.strictObject({ inputs: z.any(), targets: z.any() }),
  create: ({ inputs, targets }) =>
    columnarDataset(() => ({
      input: ndArray(inputs as number[][]),
      target: ndArray(targets as Float32Array, { shape: [500, 1] }),
    })),
});

const lists = Array.from({ length: 500 }, (_, row) => [row % 7, row % 5, row % 3]);
const targets = Float32Array.from({ length: 500 }, (_, row) => row % 4);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-arrays-'));
  registerTinyPlugin();
  registerPlugin({ name: 'lml-plugin-rows', version: '1.0.0', apiVersion: 1, components: [rows] });
});

afterAll(() => rm(folder, { recursive: true }));

const make = (name: string): Project =>
  new Project({
    learner: { name: 'tiny' },
    data: new DataModule({ dataset: rows({ inputs: lists, targets }), split: { validation: 0.2, test: 0.1 } }),
    trainer: { ...quiet, maxEpochs: 1 },
    folder,
    name,
  });
const hashOf = (data: Float32Array): string => createHash('sha256').update(new Uint8Array(data.buffer)).digest('hex');

describe('Arrays that are handed over in code', () => {
  it('are named by shape and hash in config, report and checkpoints', async () => {
    const { folder: run, lastCheckpoint } = await make('named').train();
    const manifest = await readFile(join(lastCheckpoint!, 'manifest.json'), 'utf8');
    const { config, missing } = JSON.parse(manifest) as {
      config: { data: { dataset: unknown } };
      missing: readonly string[];
    };
    expect(config.data.dataset).toEqual({
      name: 'lml-plugin-rows:rows',
      inputs: { array: 'float32 [500, 3]', sha256: hashOf(Float32Array.from(lists.flat())) },
      targets: { array: 'Float32Array [500]', sha256: hashOf(targets) },
    });
    expect(missing).toEqual(['data.dataset.inputs', 'data.dataset.targets']);
    const text = await readFile(join(run!, 'config.yaml'), 'utf8');
    expect(text).toMatch(/^# Given in code, and not in here as it was:\n# {3}data.dataset.inputs\n/);
    expect(text.length).toBeLessThan(2000);
    expect(await readFile(join(run!, 'report.html'), 'utf8')).toContain('array: float32 [500, 3]');
    expect((await stat(join(lastCheckpoint!, 'manifest.json'))).size).toBeLessThan(10_000);
  });

  it('are not needed to predict with a checkpoint, and are asked for where they are', async () => {
    const trained = make('loaded');
    const { lastCheckpoint } = await trained.train();
    await trained.load(lastCheckpoint!);
    const again = await loadProject(lastCheckpoint!);
    const dataset = columnarDataset(() => ({ input: ndArray([[1, 2, 3]]) }));
    expect(await again.predict({ dataset })).toEqual(await trained.predict({ dataset }));
    await expect(again.test()).rejects.toMatchObject({ code: 'LML_INCOMPLETE_LEARNER' });
    await expect(again.test()).rejects.toThrow(/under 'data.dataset' were handed over in code/);
    const given = new Project({ learner: { name: 'tiny' }, data: trained.data, trainer: quiet, folder: false });
    await given.load(lastCheckpoint!);
    expect(await given.test()).toHaveProperty('test/loss');
  });

  it('stand in files as they are where they are short, as settings do', async () => {
    const short = { name: 'rows', inputs: lists.slice(0, 4), targets: [] };
    const project = projectFromConfig({ learner: 'tiny', data: { dataset: short }, folder: false });
    const { describeProject } = await import('./describe-project.js');
    expect(await describeProject(project)).toMatchObject({
      config: { data: { dataset: { inputs: lists.slice(0, 4) } } },
      missing: [],
    });
  });
});

describe('Data that no registry made', () => {
  it('are left out of a project that is made of a checkpoint, but for their place', async () => {
    const own = columnarDataset(() => ({ input: ndArray(lists), target: ndArray(targets, { shape: [500, 1] }) }));
    const project = new Project({
      learner: { name: 'tiny' },
      data: new DataModule({ train: own, test: { first: own, second: own }, batchSize: 100 }),
      trainer: { ...quiet, maxEpochs: 1 },
      folder,
      name: 'sets',
    });
    const { lastCheckpoint } = await project.train();
    const again = await loadProject(lastCheckpoint!);
    expect(Object.keys(again.data.options.test!)).toEqual(['first', 'second']);
    expect(again.data.options.batchSize).toBe(100);
    await expect(again.test()).rejects.toThrow(/under 'data.test.first' were handed over/);
  });
});

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { columnarDataset } from '../data/columnar.js';
import { DataModule } from '../data/data-module.js';
import { ndArray, type NdArray } from '../data/nd-array.js';
import type { Transform } from '../data/transform.js';
import type { Metric } from '../learning/metric.js';
import { absoluteError, tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';
import { quiet, temporaryFolder } from '../training/trainer.fixture.js';
import { Project } from './project.js';

const trainer = { ...quiet, maxEpochs: 2 };
const project = (folder: string | false, data: DataModule, seed = 0): Project =>
  new Project({ learner: tinyLearner({ data }), trainer, seed, folder });

/** Targets without their mean. */
const centredTargets = (): Transform => {
  let mean = NaN;
  const of = ({ target }: Readonly<Record<string, unknown>>): number =>
    Number((target as { data: Float32Array }).data[0]);
  return {
    // Samples to predict have no targets.
    apply: (sample) => ('target' in sample ? { ...sample, target: ndArray([of(sample) - mean]) } : sample),
    async fit(samples) {
      let [sum, count] = [0, 0];
      for await (const sample of samples) [sum, count] = [sum + of(sample), count + 1];
      mean = sum / count;
    },
    state: () => (Number.isNaN(mean) ? undefined : { mean: ndArray([mean], { dtype: 'float64' }) }),
    load: ({ mean: saved }) => void (mean = Number(saved!.data[0])),
    invert: (prediction) => tf.add(prediction as tf.Tensor, mean),
  };
};

describe('The split of a run', () => {
  it('stands in its checkpoints', async () => {
    const folder = await temporaryFolder();
    const one = project(folder, tinyData());
    const { lastCheckpoint } = await one.train();
    const manifest = JSON.parse(await readFile(join(lastCheckpoint!, 'manifest.json'), 'utf8')) as { data: unknown };
    expect(manifest.data).toEqual({
      seed: 0,
      split: { validation: 0.2, test: 0.2 },
      parts: {
        train: { samples: 30, indices: expect.stringMatching(/^[0-9a-f]{64}$/) },
        validation: { samples: 10, indices: expect.any(String) },
        test: { samples: 10, indices: expect.any(String) },
      },
    });
  });

  it('must be that of the data that weights are judged by', async () => {
    const folder = await temporaryFolder();
    const { lastCheckpoint } = await project(folder, tinyData()).train();
    const loaded = async (data: DataModule, seed = 0): Promise<Project> => {
      const other = project(folder, data, seed);
      await other.load(lastCheckpoint!);
      return other;
    };
    const test = (await loaded(tinyData())).test();
    expect(Object.keys(await test)).toContain('test/loss');
    for (const action of ['test', 'validate'] as const) {
      const judging = (await loaded(tinyData(), 2))[action]();
      await expect(judging).rejects.toMatchObject({ code: 'LML_OTHER_SPLIT' });
      await expect(judging).rejects.toThrow(/had seed 0 and 30 train samples.*these have seed 2/);
    }
    await expect((await loaded(tinyData(60))).test()).rejects.toMatchObject({ code: 'LML_OTHER_SPLIT' });
    const own = columnarDataset(() => ({ input: ndArray([[1, 2, 3]]), target: ndArray([[1]]) }));
    expect(await (await loaded(new DataModule({ test: own }), 2)).test()).toHaveProperty('test/loss');
  });

  it('must be that of the run that goes on', async () => {
    const folder = await temporaryFolder();
    const { lastCheckpoint: resumeFrom } = await project(folder, tinyData()).train();
    const longer = { ...trainer, maxEpochs: 3 };
    for (const data of [tinyData(60), tinyData(50, { seed: 4 }), tinyData(50, { split: { test: 0.3 } })]) {
      const going = new Project({ learner: tinyLearner({ data }), trainer: longer, folder }).train({ resumeFrom });
      await expect(going).rejects.toMatchObject({ code: 'LML_OTHER_SPLIT' });
    }
    const same = new Project({
      learner: tinyLearner({ data: tinyData(50, { batchSize: 5 }) }),
      trainer: longer,
      folder,
    });
    expect((await same.train({ resumeFrom })).clock.epoch).toBe(3);
  });
});

describe('Transforms that learn', () => {
  it('are saved with the weights, and predictions come in the units of the data', async () => {
    const folder = await temporaryFolder();
    const make = (): DataModule => tinyData(50, { transforms: { all: [centredTargets()] } });
    const trained = project(folder, make());
    const { lastCheckpoint } = await trained.train();
    const dataset = columnarDataset(() => ({ input: ndArray([[1, 2, 3]]) }));
    const outputs = await trained.predict({ dataset, raw: true });
    const predictions = await trained.predict({ dataset });
    const mean = Number(trained.data.transformState()['transform/all/0/mean']!.data[0]);
    expect(mean).not.toBe(0);
    expect(predictions.data[0]).toBeCloseTo(Number(outputs.data[0]) + mean, 5);
    const gone = { open: () => Promise.reject(new Error('gone')), length: 0, get: () => ({}) };
    const transforms = { all: [centredTargets()] };
    const loaded = project(folder, new DataModule({ train: gone, transforms }));
    await loaded.load(trained.checkpoint!);
    expect(await loaded.predict({ dataset })).toEqual(predictions);
    expect(lastCheckpoint).toBeDefined();
  });
});

describe('A metric of predictions', () => {
  it('sees predictions and targets in the units of the data', async () => {
    const folder = await temporaryFolder();
    const inUnits = (on: 'output' | 'prediction'): Metric => ({ ...absoluteError(), on, name: on });
    const metrics = { output: inUnits('output'), prediction: inUnits('prediction') };
    const shrunk: Transform = {
      apply: (sample) => ({ ...sample, target: ndArray([Number((sample['target'] as NdArray).data[0]) / 100]) }),
      invert: (tree) => tf.mul(tree as tf.Tensor, 100),
    };
    const data = tinyData(50, { transforms: { all: [shrunk] } });
    const predictor = { name: 'as-it-is', predict: (output: tf.Tensor) => output };
    const { values } = await new Project({
      learner: Object.assign(tinyLearner({ data, metrics }), { predictor }),
      trainer,
      folder,
    }).train();
    for (const stage of ['train', 'validation'])
      expect(values[`${stage}/prediction`]! / values[`${stage}/output`]!).toBeCloseTo(100, 3);
  });
});

describe('Several evaluation sets', () => {
  it('are judged one after the other, with numbers of their own', async () => {
    const rows = (length: number, target: number) =>
      columnarDataset(() => ({
        input: ndArray(new Float32Array(length * 3), { shape: [length, 3] }),
        target: ndArray(new Float32Array(length).fill(target), { shape: [length, 1] }),
      }));
    const sets = { clean: rows(9, 0), noisy: rows(5, 10) };
    const data = new DataModule({ train: rows(16, 0), validation: sets, test: sets, batchSize: 4 });
    const folder = await temporaryFolder();
    const one = project(folder, data);
    const batches: unknown[] = [];
    const watcher = {
      name: 'watcher',
      validationBatchEnd: (_: unknown, { index, batches: count }: { index: number; batches: number | undefined }) =>
        void batches.push([index, count]),
    };
    const watched = new Project({ ...one.options, trainer: { ...trainer, callbacks: [watcher], maxEpochs: 1 } });
    const { values, bestCheckpoint } = await watched.train();
    expect(Object.keys(values).filter((name) => name.startsWith('validation/'))).toEqual([
      'validation/loss',
      'validation/clean/loss',
      'validation/clean/absolute-error',
      'validation/noisy/loss',
      'validation/noisy/absolute-error',
    ]);
    expect(values['validation/noisy/loss']!).toBeGreaterThan(values['validation/clean/loss']! + 10);
    expect(values['validation/loss']).toBeCloseTo(
      (values['validation/clean/loss']! + values['validation/noisy/loss']!) / 2,
      9,
    );
    expect(batches).toEqual([0, 1, 2, 3, 4].map((index) => [index, 5]));
    expect(bestCheckpoint).toBeDefined();
    const test = await watched.test();
    expect(test['test/noisy/absolute-error']).toBeCloseTo(values['validation/noisy/absolute-error']!, 5);
    expect(await readdir(watched.folder!)).toContain('checkpoints');
  });
});

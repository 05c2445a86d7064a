import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  columnarDataset,
  componentOption,
  DataModule,
  defineComponent,
  defineLearner,
  foldEnsemble,
  ndArray,
  Project,
  projectFromConfig,
  registerPlugin,
  type LabelledBatch,
  type NdArray,
  type ProjectOptions,
  type Splitter,
  type Transform,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import '../register.js';
import { mlp } from '../feed-forward/mlp.js';

let folder = '';

const regression = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }) => tf.mean(tf.square(tf.sub(output, target))),
});

const registered = defineComponent({
  kind: 'learner',
  name: 'ensemble-regression',
  summary: 'For tests.',
  schema: z.strictObject({ model: componentOption('model') }),
  create: ({ model }) => regression({ model, optimizer: tf.train.sgd(0.05) }),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-ensemble-'));
  registerPlugin({ name: 'lml-plugin-ensemble', version: '1.0.0', apiVersion: 1, components: [registered] });
});

afterAll(() => rm(folder, { recursive: true }));

const splitter: Splitter = {
  *split({ length }) {
    const all = Array.from({ length }, (_, index) => index);
    for (let fold = 0; fold < 3; fold++)
      yield { train: all.filter((index) => index % 3 !== fold), test: all.filter((index) => index % 3 === fold) };
  },
};

const inputs = Float32Array.from({ length: 80 }, (_, index) => Math.sin(index * 1.7));
const dataset = columnarDataset(() => ({
  input: ndArray(inputs, { shape: [40, 2] }),
  target: ndArray(
    inputs.filter((_, index) => index % 2 === 0).map((value) => 2 * value - 1),
    { shape: [40, 1] },
  ),
}));

function project(name: string, options: Partial<ProjectOptions> = {}): Project {
  return new Project({
    learner: ({ params }) =>
      regression({
        model: mlp({ inputSize: 2, hiddenSizes: [(params['units'] as number | undefined) ?? 3], outputSize: 1 }),
        optimizer: tf.train.sgd(0.05),
      }),
    data: new DataModule({ dataset, batchSize: 8, split: { test: 0.25 } }),
    trainer: { maxEpochs: 3, loggers: [], progressBar: false },
    folder,
    name,
    ...options,
  });
}

const numbersOf = async (of: Project): Promise<number[]> => [...((await of.predict<NdArray & never>()) as NdArray).data] as number[]; // prettier-ignore

/** The mean of what the models of the folds predict for the test data, each loaded by itself. */
async function meanOfFolds(single: Project, run: string): Promise<number[]> {
  const all: number[][] = [];
  for (let fold = 0; fold < 3; fold++) {
    await single.load(`${run}/folds/fold-${fold}`);
    all.push(await numbersOf(single));
  }
  expect(all[0]).not.toEqual(all[1]);
  return all[0]!.map((_, at) => (all[0]![at]! + all[1]![at]! + all[2]![at]!) / 3);
}

const close = (values: readonly number[]): unknown => values.map((value) => expect.closeTo(value, 5) as number);

describe('foldEnsemble', () => {
  it('predicts the mean of what the models of the folds predict', async () => {
    const own = project('mean');
    const result = await own.crossValidate({ splitter, checkpoints: true });
    const together = await foldEnsemble(own, result);
    expect(await numbersOf(together)).toEqual(close(await meanOfFolds(project('mean'), result.folder!)));
    expect((await together.test())['test/loss']).toBeGreaterThan(0);
    const first = await foldEnsemble(own, result.folder!, { weights: [1, 1e-9, 1e-9] });
    const single = project('mean');
    await single.load(`${result.folder!}/folds/fold-0`);
    expect(await numbersOf(first)).toEqual(close(await numbersOf(single)));
  });

  it('takes the parameters that the folds had', async () => {
    const own = project('params');
    const result = await own.crossValidate({ splitter, checkpoints: true, params: { units: 5 } });
    const together = await foldEnsemble(own, result);
    expect(together.learner.model.weights[0]).toMatchObject({ name: 'member_0/dense_0/kernel', shape: [2, 5] });
    await expect(foldEnsemble(own, result, { params: { units: 4 } })).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
  });

  it('is a config where the project is one', async () => {
    const model = { name: 'mlp', inputSize: 2, hiddenSizes: [3], outputSize: 1 };
    const whole = {
      learner: { name: 'ensemble-regression', model },
      trainer: { maxEpochs: 2, loggers: [], progressBar: false },
      folder,
      name: 'config',
    };
    const { data } = project('config').options;
    const made = (): Project => new Project({ ...projectFromConfig(whole).options, data, learner: whole.learner });
    const result = await made().crossValidate({ splitter, checkpoints: true });
    const together = await foldEnsemble(made(), result, { average: 'outputs' });
    expect(together.options.learner).toEqual({
      name: 'ensemble-regression',
      model: { name: 'ensemble', members: [model, model, model], average: 'outputs' },
    });
    expect(await numbersOf(together)).toEqual(close(await meanOfFolds(made(), result.folder!)));
  });

  it('takes a trial of a search', async () => {
    const own = project('trial');
    const { folder: run } = await own.search({
      space: { units: [4] },
      strategy: { propose: ({ trials }) => (trials.length > 0 ? 'done' : { params: { units: 4 } }) },
      splitter,
      checkpoints: true,
      refit: false,
    });
    const together = await foldEnsemble(own, `${run!}/trials/0`);
    expect(together.learner.model.weights[0]).toMatchObject({ name: 'member_0/dense_0/kernel', shape: [2, 4] });
  });

  it('refuses transforms that have learnt something else in each fold, and takes those that have not', async () => {
    let shift = 0;
    const shifting = (constant: boolean): Transform => ({
      apply: (sample) => sample,
      async fit(samples) {
        shift = 0;
        for await (const { target } of samples) shift += constant ? 1 : Number((target as NdArray).data[0]);
        if (constant) shift = 1;
      },
      state: () => ({ shift: ndArray([shift], { dtype: 'float64' }) }),
      load: (state) => void (shift = Number(state['shift']!.data[0])),
    });
    const run = async (constant: boolean): Promise<Project> => {
      const { data } = project('shift').options;
      const transforms = { all: [shifting(constant)] };
      const own = project(`shift-${constant}`, { data: new DataModule({ ...data!.options, transforms }) });
      return foldEnsemble(own, await own.crossValidate({ splitter, checkpoints: true }));
    };
    expect(await numbersOf(await run(true))).toHaveLength(10);
    await expect(run(false)).rejects.toMatchObject({
      code: 'LML_UNSUPPORTED_MODEL',
      message: expect.stringContaining('in fold 1 than in fold 0') as string,
    });
  });

  it('refuses folds without checkpoints, and what is no cross-validation', async () => {
    const own = project('without');
    const result = await own.crossValidate({ splitter });
    await expect(foldEnsemble(own, result)).rejects.toThrow('none of fold 0, 1, 2');
    await expect(foldEnsemble(own, folder)).rejects.toThrow('the folder of a cross-validation');
    await expect(foldEnsemble(own, { folder: undefined })).rejects.toThrow('crossValidate({ checkpoints: true })');
    await expect(foldEnsemble(own, result, { mean: 1 } as never)).rejects.toThrow('no such option');
    const made = new Project({ learner: own.learner, data: own.data, folder: false });
    await expect(foldEnsemble(made, result)).rejects.toMatchObject({ code: 'LML_FACTORY_REQUIRED' });
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  DataModule,
  defineLearner,
  EagerEngine,
  elementwiseOptimizer,
  fromLayers,
  modelCheckpoint,
  ndArray,
  columnarDataset,
  readCheckpoint,
  Trainer,
  type Engine,
  type LabelledBatch,
  type Learner,
  type Loss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { OnnxEngine } from '../engine/onnx-engine.js';

const engines: [string, () => Engine][] = [
  ['eager', () => new EagerEngine()],
  ['onnx', () => new OnnxEngine({ threads: 1 })],
];

const learn = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }, { loss }) => loss(output, target),
});

/** One weight, w = 1 at first, which learns y = w · x (through a relu, if asked) from samples x and y. */
function oneWeight(x: number[], y: number[], loss: Loss, lr: number, activation?: 'relu'): Learner<LabelledBatch> {
  const column = (values: number[]) => ndArray(Float32Array.from(values), { shape: [values.length, 1] });
  const dataset = columnarDataset(() => ({ input: column(x), target: column(y) }));
  const layer = (): tf.layers.Layer =>
    tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones', ...(activation && { activation }) }); // prettier-ignore
  return learn({
    data: new DataModule({ train: dataset, validation: dataset, batchSize: 1, shuffle: false }),
    model: fromLayers(() => tf.sequential({ layers: [layer()] })),
    loss,
    optimizer: elementwiseOptimizer({
      lr,
      slots: {},
      hyper: (_step, rate) => ({ rate }),
      update: (parameter, gradient, _slots, { rate }) => ({ parameter: tf.sub(parameter, tf.mul(rate!, gradient)) }),
    }),
  });
}

/** √Σ(o − t)²: at o = t its value is 0, and its gradient 0 / 0. */
const distance: Loss = (output, target) => tf.sqrt(tf.sum(tf.square(tf.sub(output, target))));
const difference: Loss = (output, target) => tf.mean(tf.sub(output, target));

let folder = '';
beforeAll(() => tf.setBackend('cpu'));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-non-finite-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(engines)('A run on %s whose loss is finite, but not its weights', (_, engine) => {
  const failing = (learner: Learner<LabelledBatch>, action: { folder?: string }, options = {}): Promise<unknown> =>
    new Trainer({ maxSteps: 1, loggers: [], progressBar: false, engine: engine(), ...options })
      .fit(learner, action)
      .then(
        ({ status }) => status,
        (error: unknown) => error,
      );

  it.each([
    ['with a folder', true],
    ['without one', false],
  ])('ends with their names where the gradient is not, %s', async (__, hasFolder) => {
    const learner = oneWeight([2], [2], distance, 0.1);
    const error = await failing(learner, hasFolder ? { folder } : {});
    expect(error).toMatchObject({ code: 'LML_NON_FINITE_STATE', names: ['dense_0/kernel'] });
    expect((error as Error).message).toContain('After step 1 these are not finite: dense_0/kernel.');
    expect(await readdir(folder)).toEqual([]);
    expect((await learner.model.getWeights())['dense_0/kernel']!.data).toEqual(Float32Array.of(1));
  });

  it('ends with their names where they ran to −∞, and the loss of them is 0', async () => {
    // w − 1e30 · 1e10 = −∞, of which relu makes 0.
    const learner = oneWeight([1e10], [0], difference, 1e30, 'relu');
    expect(await failing(learner, { folder })).toMatchObject({ code: 'LML_NON_FINITE_STATE' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves the checkpoints of before, all of them finite', async () => {
    // w stays 1 for x = 0, so the third sample is hit exactly: 1 · 2 = 2.
    const learner = oneWeight([0, 0, 2], [1, 1, 2], distance, 0.1);
    const every = { every: 1, unit: 'step' } as const;
    const options = { maxSteps: 3, validate: { every: 5, unit: 'epoch' }, callbacks: [modelCheckpoint({ every })] };
    expect(await failing(learner, { folder }, options)).toMatchObject({ code: 'LML_NON_FINITE_STATE' });
    const ids = await readdir(join(folder, 'checkpoints'));
    expect(ids).toEqual(['epoch-0000-step-0000002']);
    const { weights } = await readCheckpoint(join(folder, 'checkpoints', ids[0]!));
    expect(weights['dense_0/kernel']!.data).toEqual(Float32Array.of(1));
  });
});

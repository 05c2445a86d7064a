import { build, create, eager, ndArray, RandomStreams, type AdaptedLayersModel, type NdArray } from '@lml/core';
import type { DeviceValue, EagerEngine, Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { mlp, type MlpOptions } from '../index.js';

async function built(options: MlpOptions, seed = 7): Promise<AdaptedLayersModel> {
  const model = mlp(options);
  await model.build({ random: new RandomStreams(seed) });
  return model;
}

describe('mlp', () => {
  it('computes dense layers with the activation in between and raw outputs', async () => {
    const model = await built({ inputSize: 2, hiddenSizes: [3], outputSize: 2 });
    model.setWeights({
      'dense_0/kernel': ndArray(Float32Array.of(1, -1, 2, 0, 1, 1), { shape: [2, 3] }),
      'dense_0/bias': ndArray(Float32Array.of(0, 0.5, -10), { shape: [3] }),
      'dense_1/kernel': ndArray(Float32Array.of(1, 2, 3, 4, 5, 6), { shape: [3, 2] }),
      'dense_1/bias': ndArray(Float32Array.of(0.25, -20), { shape: [2] }),
    });
    const output = model.apply(tf.tensor2d([[1, 2]]));
    // hidden: relu([1, 1.5, −6]) = [1, 1.5, 0]
    expect(await output.array()).toEqual([[5.75, -12]]);
    model.dispose();
  });

  it('is linear without hidden layers', async () => {
    const model = await built({ inputSize: 3, hiddenSizes: [], outputSize: 2 });
    expect(model.weights.map(({ name }) => name)).toEqual(['dense_0/kernel', 'dense_0/bias']);
    expect(model.summary().parameters).toBe(8);
  });

  it('flattens an input of several axes', async () => {
    const model = await built({ inputSize: [4, 3, 2], hiddenSizes: [5], outputSize: 2 });
    expect(model.weights[0]).toEqual({
      name: 'dense_0/kernel',
      shape: [24, 5],
      dtype: 'float32',
      trainable: true,
      frozen: false,
    });
    expect(model.apply(tf.ones([6, 4, 3, 2])).shape).toEqual([6, 2]);
    expect(model.outputShape).toEqual([null, 2]);
  });

  it('takes a shape of one axis as a number of features', async () => {
    const model = await built({ inputSize: [10], hiddenSizes: [4], outputSize: 2 });
    expect(model.apply(tf.ones([6, 10])).shape).toEqual([6, 2]);
  });

  it('has hidden layers without bias and with normalisation where batchNorm is on', async () => {
    const model = await built({ inputSize: 10, hiddenSizes: [6, 4], outputSize: 3, batchNorm: true });
    expect(model.weights.map(({ name, shape, trainable }) => [name, shape, trainable])).toEqual([
      ['dense_0/kernel', [10, 6], true],
      ['batch_normalization_0/gamma', [6], true],
      ['batch_normalization_0/beta', [6], true],
      ['batch_normalization_0/moving_mean', [6], false],
      ['batch_normalization_0/moving_variance', [6], false],
      ['dense_1/kernel', [6, 4], true],
      ['batch_normalization_1/gamma', [4], true],
      ['batch_normalization_1/beta', [4], true],
      ['batch_normalization_1/moving_mean', [4], false],
      ['batch_normalization_1/moving_variance', [4], false],
      ['dense_2/kernel', [4, 3], true],
      ['dense_2/bias', [3], true],
    ]);
    expect(model.summary()).toMatchObject({ parameters: 139, trainableParameters: 119 });
  });

  it('normalises before the activation, with a momentum of 0.9 and an epsilon of 1e-5', async () => {
    const model = await built({ inputSize: 1, hiddenSizes: [1], outputSize: 1, batchNorm: true });
    model.setWeights({
      'dense_0/kernel': ndArray(Float32Array.of(1), { shape: [1, 1] }),
      'batch_normalization_0/moving_mean': ndArray(Float32Array.of(1), { shape: [1] }),
      'batch_normalization_0/moving_variance': ndArray(Float32Array.of(3e-5), { shape: [1] }),
      'dense_1/kernel': ndArray(Float32Array.of(1), { shape: [1, 1] }),
    });
    const [[below], [above]] = (await model.apply(tf.tensor2d([[0], [2]])).array()) as [[number], [number]];
    expect(below).toBe(0);
    expect(above).toBeCloseTo(1 / Math.sqrt(4e-5), 2);

    const engine = await engineOf(model);
    await outputOf(engine, forward(model), ndArray([[4], [6]]), 0);
    const after = await engine.read(['batch_normalization_0/moving_mean']);
    expect(after['batch_normalization_0/moving_mean']!.data[0]).toBeCloseTo(0.9 * 1 + 0.1 * 5, 6);
    engine.dispose();
  });

  it('drops hidden values in training only, and none behind the last layer', async () => {
    const model = await built({
      inputSize: 4,
      hiddenSizes: [1000],
      outputSize: 2,
      dropout: 0.25,
      activation: 'linear',
    });
    expect(model.summary().layers.map(({ type }) => type)).toEqual(['Dense', 'Activation', 'Dropout', 'Dense']);
    const engine = await engineOf(model);
    const input = ndArray([[1, 2, 3, 4]]);
    const first = await outputOf(engine, forward(model), input, 0);
    const again = await outputOf(engine, forward(model), input, 0);
    const next = await outputOf(engine, forward(model), input, 1);
    expect(again).toEqual(first);
    expect(next).not.toEqual(first);
    const use = await outputOf(engine, forward(model, false), input, 0);
    expect(use.data).toEqual(await model.apply(tf.tensor2d([[1, 2, 3, 4]])).data());
    engine.dispose();
  });

  it('draws equal weights from equal seeds and others from others', async () => {
    const options: MlpOptions = { inputSize: 5, hiddenSizes: [4], outputSize: 2 };
    const [a, b, c] = await Promise.all([built(options, 1), built(options, 1), built(options, 2)]);
    expect(await b.getWeights()).toEqual(await a.getWeights());
    expect(await c.getWeights()).not.toEqual(await a.getWeights());
  });

  it.each([
    ['relu', 'uniform', Math.sqrt(6 / 200)],
    ['swish', 'uniform', Math.sqrt(6 / 200)],
    ['tanh', 'uniform', Math.sqrt(6 / 500)],
    ['selu', 'normal', Math.sqrt(1 / 200)],
  ] as const)(
    'draws kernels before %s from the %s distribution that keeps signals alive',
    async (activation, shape, scale) => {
      const model = await built({ inputSize: 200, hiddenSizes: [300], outputSize: 1, activation });
      const kernel = (await model.getWeights())['dense_0/kernel']!.data as Float32Array;
      const largest = kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const deviation = Math.sqrt(kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length);
      if (shape === 'uniform') {
        expect(largest).toBeLessThanOrEqual(scale);
        expect(largest).toBeGreaterThan(0.999 * scale);
        expect(deviation / (scale / Math.sqrt(3))).toBeCloseTo(1, 1);
      } else {
        // Cut off at two deviations, and not widened to make up for it.
        expect(largest).toBeLessThanOrEqual(2 * scale);
        expect(deviation / (0.8796 * scale)).toBeCloseTo(1, 1);
      }
    },
  );

  it.each([
    'elu',
    'gelu',
    'gelu_new',
    'hardSigmoid',
    'linear',
    'mish',
    'relu',
    'relu6',
    'selu',
    'sigmoid',
    'softplus',
    'softsign',
    'swish',
    'tanh',
  ] as const)('computes with %s', async (activation) => {
    const model = await built({ inputSize: 3, hiddenSizes: [4], outputSize: 2, activation });
    const values = await model.apply(tf.tensor2d([[-1, 0.5, 2]])).data();
    expect([...values].every(Number.isFinite)).toBe(true);
  });

  it.each([
    [{ inputSize: 0, hiddenSizes: [], outputSize: 1 }, 'inputSize: must be a whole number from 1'],
    [{ inputSize: 1.5, hiddenSizes: [], outputSize: 1 }, 'inputSize'],
    [{ inputSize: [], hiddenSizes: [], outputSize: 1 }, 'inputSize'],
    [{ inputSize: [3, -1], hiddenSizes: [], outputSize: 1 }, 'inputSize'],
    [{ inputSize: 3, hiddenSizes: [4, 0], outputSize: 1 }, 'hiddenSizes.1'],
    [{ inputSize: 3, hiddenSizes: 4, outputSize: 1 }, 'hiddenSizes'],
    [{ inputSize: 3, hiddenSizes: [4], outputSize: 0 }, 'outputSize'],
    [{ inputSize: 3, hiddenSizes: [4] }, 'outputSize'],
    [{ inputSize: 3, hiddenSizes: [4], outputSize: 2, activation: 'rely' }, 'activation'],
    [{ inputSize: 3, hiddenSizes: [4], outputSize: 2, dropout: 1 }, 'dropout'],
    [{ inputSize: 3, hiddenSizes: [4], outputSize: 2, dropout: -0.1 }, 'dropout'],
    [{ inputSize: 3, hiddenSizes: [4], outputSize: 2, batchNorm: 'yes' }, 'batchNorm'],
    [{ inputSize: 3, hiddenSize: [4], outputSize: 2 }, 'did you mean hiddenSizes'],
  ])('refuses %j', (options, message) => {
    expect(() => mlp(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => mlp(options as never)).toThrow(message);
  });

  it('refuses inputs of another shape', async () => {
    const model = await built({ inputSize: 3, hiddenSizes: [4], outputSize: 2 });
    expect(() => model.apply(tf.ones([2, 4]))).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });

  it('is made by its name', async () => {
    const typed = create('model', 'mlp', { inputSize: 2, hiddenSizes: [3], outputSize: 1 });
    const loose = build('model', { name: 'mlp', inputSize: 2, hiddenSizes: [3], outputSize: 1 });
    for (const model of [typed, loose]) {
      await model.build({ random: new RandomStreams(0) });
      expect(model.summary().parameters).toBe(13);
    }
  });

  it('leaves no tensors behind', async () => {
    const input = tf.ones([1, 2, 2]);
    const before = tf.memory().numTensors;
    const model = await built({ inputSize: [2, 2], hiddenSizes: [3], outputSize: 1, batchNorm: true, dropout: 0.5 });
    model.apply(input).dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

function forward(model: AdaptedLayersModel, training = true): Step {
  return {
    name: training ? 'train' : 'use',
    stage: training ? 'train' : 'predict',
    training,
    run: ({ input }) => ({ outputs: { output: model.apply(input!) } }),
  };
}

async function engineOf(model: AdaptedLayersModel): Promise<EagerEngine> {
  const engine = eager();
  await engine.setup({ seed: 3 });
  const values = await model.getWeights();
  engine.declare(model.weights.map((spec) => ({ ...spec, value: values[spec.name]! })));
  return engine;
}

async function outputOf(engine: EagerEngine, step: Step, input: NdArray, number: number): Promise<NdArray> {
  const output = engine.run(step, { input }, { step: number }).outputs['output'] as DeviceValue;
  const values = await output.read();
  output.dispose();
  return values;
}

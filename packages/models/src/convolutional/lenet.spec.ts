import { build, create, eager, ndArray, RandomStreams, valueAndGradients, type AdaptedLayersModel } from '@lml/core';
import type { DeviceValue, Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { lenet, type LenetOptions } from '../index.js';

async function built(options: LenetOptions, seed = 7): Promise<AdaptedLayersModel> {
  const model = lenet(options);
  await model.build({ random: new RandomStreams(seed) });
  return model;
}

describe('lenet', () => {
  it('has the layers of LeNet-5', async () => {
    const model = await built({ inputShape: [28, 28, 1], numClasses: 10 });
    expect(model.summary().layers.map(({ type, outputShape }) => [type, outputShape])).toEqual([
      ['Conv2D', [null, 28, 28, 6]],
      ['MaxPooling2D', [null, 14, 14, 6]],
      ['Conv2D', [null, 14, 14, 16]],
      ['MaxPooling2D', [null, 7, 7, 16]],
      ['Flatten', [null, 784]],
      ['Dense', [null, 120]],
      ['Dense', [null, 84]],
      ['Dense', [null, 10]],
    ]);
    expect(model.weights.map(({ name, shape }) => [name, shape])).toEqual([
      ['conv2d_0/kernel', [5, 5, 1, 6]],
      ['conv2d_0/bias', [6]],
      ['conv2d_1/kernel', [5, 5, 6, 16]],
      ['conv2d_1/bias', [16]],
      ['dense_0/kernel', [784, 120]],
      ['dense_0/bias', [120]],
      ['dense_1/kernel', [120, 84]],
      ['dense_1/bias', [84]],
      ['dense_2/kernel', [84, 10]],
      ['dense_2/bias', [10]],
    ]);
    expect(model.summary().parameters).toBe(107_786);
  });

  it('has the 61,706 weights of the original layout with valid padding', async () => {
    const model = await built({ inputShape: [32, 32, 1], numClasses: 10, padding: 'valid' });
    expect(model.summary().parameters).toBe(61_706);
  });

  it.each([
    ['same', 4, 16],
    ['same', 5, 16],
    ['same', 8, 64],
    ['valid', 16, 16],
    ['valid', 19, 16],
    ['valid', 20, 64],
  ] as const)('leaves something of the smallest images (%s padding, %i pixels)', async (padding, side, flat) => {
    const model = await built({ inputShape: [side, side, 2], numClasses: 3, padding });
    expect(model.weights.find(({ name }) => name === 'dense_0/kernel')!.shape).toEqual([flat, 120]);
    expect(model.apply(tf.ones([2, side, side, 2])).shape).toEqual([2, 3]);
  });

  it('takes images without a channel axis', async () => {
    const flat = await built({ inputShape: [8, 9], numClasses: 4 });
    const deep = await built({ inputShape: [8, 9, 1], numClasses: 4 });
    const images = tf.randomUniform([3, 8, 9], -1, 1, 'float32', 5);
    expect(await flat.apply(images).array()).toEqual(await deep.apply(images.expandDims(3)).array());
  });

  it('pools by the largest value, or by the mean', async () => {
    const kernel = new Float32Array(25);
    kernel[12] = 1; // the centre: the convolution hands its input on
    const answers: Record<string, number> = {};
    for (const pooling of ['max', 'average'] as const) {
      const model = await built({ inputShape: [4, 4, 1], numClasses: 1, activation: 'linear', pooling });
      const first = new Float32Array(150);
      const second = new Float32Array(2400);
      for (let tap = 0; tap < 25; tap++) {
        first[tap * 6] = kernel[tap]!;
        second[tap * 96] = kernel[tap]!;
      }
      const pass = (rows: number, columns: number) => {
        const values = new Float32Array(rows * columns);
        values[0] = 1;
        return ndArray(values, { shape: [rows, columns] });
      };
      model.setWeights({
        'conv2d_0/kernel': ndArray(first, { shape: [5, 5, 1, 6] }),
        'conv2d_1/kernel': ndArray(second, { shape: [5, 5, 6, 16] }),
        'dense_0/kernel': pass(16, 120),
        'dense_1/kernel': pass(120, 84),
        'dense_2/kernel': pass(84, 1),
      });
      const image = tf.tensor4d(
        Array.from({ length: 16 }, (_, index) => index),
        [1, 4, 4, 1],
      );
      answers[pooling] = (await model.apply(image).data())[0]!;
    }
    expect(answers).toEqual({ max: 15, average: 7.5 });
  });

  it('applies the activation after convolutions and hidden dense layers, not after the last', async () => {
    const model = await built({ inputShape: [8, 8, 1], numClasses: 3, activation: 'tanh' });
    const activations = model.layersModel.layers.flatMap((layer) => {
      const { activation } = layer.getConfig();
      return activation === undefined ? [] : [activation];
    });
    expect(activations).toEqual(['tanh', 'tanh', 'tanh', 'tanh', 'linear']);
  });

  it('drops values of the two hidden dense layers in training', async () => {
    const model = await built({ inputShape: [8, 8, 1], numClasses: 3, dropout: 0.5 });
    expect(model.summary().layers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['dropout_0', 'dropout_1', 'dense_2']),
    );
    expect(model.summary().layers.at(-1)!.name).toBe('dense_2');
  });

  it('learns: gradients reach every weight and lower the loss', async () => {
    const model = await built({ inputShape: [8, 8], numClasses: 2, dropout: 0.1 });
    const engine = eager();
    await engine.setup({ seed: 1 });
    const values = await model.getWeights();
    engine.declare(model.weights.map((spec) => ({ ...spec, value: values[spec.name]! })));
    const step: Step = {
      name: 'train',
      stage: 'train',
      training: true,
      run: ({ input, target }, context) => {
        const names = model.weights.map(({ name }) => name);
        const parameters = names.map((name) => context.read(name));
        const { value, gradients } = valueAndGradients(
          () => tf.losses.softmaxCrossEntropy(target as tf.Tensor, model.apply(input!)),
          parameters,
        );
        names.forEach((name, index) =>
          context.write(name, tf.sub(parameters[index]!, tf.mul(0.05, gradients[index]!))),
        );
        return { scalars: { loss: value, least: tf.min(tf.stack(gradients.map((each) => tf.max(tf.abs(each))))) } };
      },
    };
    const bright = Array.from({ length: 4 * 64 }, (_, index) =>
      index < 128 ? (index % 64) / 64 : 1 - (index % 64) / 64,
    );
    const batch = {
      input: ndArray(Float32Array.from(bright), { shape: [4, 8, 8] }),
      target: ndArray([[1, 0], [1, 0], [0, 1], [0, 1]]), // prettier-ignore
    };
    const losses: number[] = [];
    for (let number = 0; number < 15; number++) {
      const { scalars } = engine.run(step, batch, { step: number });
      losses.push(await scalar(scalars['loss']!));
      expect(await scalar(scalars['least']!)).toBeGreaterThan(0);
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 3);
    engine.dispose();
    model.dispose();
  });

  it.each([
    [{ inputShape: [3, 8, 1], numClasses: 2 }, 'inputShape: must be at least 4 × 4 with same padding, got 3 × 8'],
    [{ inputShape: [8, 3], numClasses: 2 }, 'got 8 × 3'],
    [{ inputShape: [28, 15, 1], numClasses: 2, padding: 'valid' }, 'at least 16 × 16 with valid padding, got 28 × 15'],
    [{ inputShape: [8], numClasses: 2 }, 'must be [height, width, channels] or [height, width]'],
    [{ inputShape: [1, 8, 8, 1], numClasses: 2 }, 'must be [height, width, channels] or [height, width]'],
    [{ inputShape: [8, 8.5, 1], numClasses: 2 }, 'inputShape.1: must be a whole number from 1'],
    [{ inputShape: 8, numClasses: 2 }, 'inputShape'],
    [{ inputShape: [8, 8, 1], numClasses: 0 }, 'numClasses: must be a whole number from 1'],
    [{ inputShape: [8, 8, 1] }, 'numClasses'],
    [{ inputShape: [8, 8, 1], numClasses: 2, pooling: 'mean' }, 'pooling'],
    [{ inputShape: [8, 8, 1], numClasses: 2, padding: 'full' }, 'padding'],
    [{ inputShape: [8, 8, 1], numClasses: 2, dropout: 2 }, 'dropout: must be a probability from 0, below 1'],
    [{ inputShape: [8, 8, 1], numClasses: 2, classes: 2 }, 'there is no such option'],
  ])('refuses %j', (options, message) => {
    expect(() => lenet(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => lenet(options as never)).toThrow(message);
  });

  it('is made by its name', async () => {
    const typed = create('model', 'lenet', { inputShape: [8, 8, 1], numClasses: 2 });
    const loose = build('model', { name: 'lenet', inputShape: [8, 8, 1], numClasses: 2 });
    for (const model of [typed, loose]) {
      await model.build({ random: new RandomStreams(0) });
      expect(model.outputShape).toEqual([null, 2]);
    }
  });
});

async function scalar(value: DeviceValue): Promise<number> {
  const { data } = await value.read();
  value.dispose();
  return data[0] as number;
}

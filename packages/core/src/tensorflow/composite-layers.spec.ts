import * as tf from '@tensorflow/tfjs';

import type { DeviceValue, NdArray } from '../index.js';
import { compare, only, readAll, sequential } from './layers-comparison.fixture.js';
import { built, descentStep, engineFor, numbers, zoo } from './layers-zoo.fixture.js';
import { toTensor } from './tensors.js';

const { layers } = tf;

describe('layers that compute by a composite', () => {
  it.each<[string, string, () => tf.layers.Layer, number[]]>([
    ['batch normalisation of rows', 'batch-norm', () => layers.batchNormalization(), [4]],
    ['… of sequences', 'batch-norm', () => layers.batchNormalization({ momentum: 0.7, epsilon: 0.1 }), [5, 3]],
    ['… of images', 'batch-norm', () => layers.batchNormalization({ axis: 3 }), [3, 4, 2]],
    ['layer normalisation of rows', 'layer-norm', () => layers.layerNormalization(), [4]],
    ['… of images', 'layer-norm', () => layers.layerNormalization({ epsilon: 0.1 }), [3, 2, 5]],
    ['GELU', 'gelu', () => layers.dense({ units: 3, activation: 'gelu' }), [4]],
    ['… as a layer, in its tanh form', 'gelu', () => layers.activation({ activation: 'gelu_new' }), [4]],
  ])('%s', async (_, composite, layer, shape) => {
    expect(await compare(() => sequential(layer, shape), [numbers([6, ...shape])])).toEqual([composite]);
  });

  it.each(['nested', 'frozen layers'])('those of the zoo’s model with %s', async (name) => {
    expect(await compare(zoo[name]!.make, zoo[name]!.inputs)).toEqual(['batch-norm']);
  });

  it('a layer that is applied at each time', async () => {
    const make = only(() => layers.timeDistributed({ layer: layers.layerNormalization() }), [3, 4]);
    expect(await compare(make, [numbers([2, 3, 4])])).toEqual(['layer-norm', 'layer-norm', 'layer-norm']);
  });
});

/** State and outputs of a model after a step, and its output in use. */
async function trained(make: () => tf.LayersModel, input: NdArray): Promise<Record<string, unknown>> {
  const model = await built(make);
  const engine = await engineFor(model);
  const { outputs } = engine.run(descentStep(model), { input }, { step: 0 });
  const gradients = await readAll(Object.entries(outputs) as [string, DeviceValue][]);
  const state = await engine.read();
  engine.dispose();
  model.setWeights(state);
  const output = await model.apply(toTensor(input)).array();
  // The gradient in use, as of layers that are frozen.
  const gradient = await tf
    .grad((x) => tf.sum(tf.square(model.apply(x))))(toTensor(input))
    .array();
  model.dispose();
  return { gradients, state, output, gradient };
}

describe('layers for which TensorFlow.js fails', () => {
  it('batch normalisation of another axis is that of the last, transposed', async () => {
    const shape = [3, 4, 2];
    const input = numbers([6, ...shape]);
    const direct = await trained(() => sequential(() => layers.batchNormalization({ axis: 1 }), shape), input);
    const permuted = (): tf.LayersModel =>
      tf.sequential({
        layers: [
          layers.dense({ units: 2, inputShape: shape }),
          layers.permute({ dims: [3, 2, 1] }),
          layers.batchNormalization(),
          layers.permute({ dims: [3, 2, 1] }),
        ],
      });
    const expected = await trained(permuted, input);
    expect(direct['state']).toEqual(expected['state']);
    expect(direct['gradients']).toEqual(expected['gradients']);
    const [own, other] = [direct, expected].map(({ output, gradient }) => tf.tensor([output, gradient] as number[]));
    expect((await tf.max(tf.abs(tf.sub(own!, other!))).data())[0]).toBeLessThan(1e-5);
  });

  it.each<[string, (options: { scale: boolean; center: boolean }) => tf.layers.Layer]>([
    ['batch normalisation', (options) => layers.batchNormalization(options)],
    ['layer normalisation', (options) => layers.layerNormalization(options)],
  ])('%s without scale or center is that with ones and zeros', async (_, layer) => {
    const input = numbers([6, 4]);
    const x = toTensor(input);
    const numbersOf = async (options: { scale: boolean; center: boolean }): Promise<unknown> => {
      const model = await built(() => sequential(() => layer(options), [4]));
      const found = [false, true].map((training) => {
        const apply = (a: tf.Tensor): tf.Tensor => model.apply(a, { training });
        return tf.stack([apply(x), tf.grad((a) => tf.sum(tf.pow(apply(a), 3)))(x)]);
      });
      model.dispose();
      return tf.stack(found).array();
    };
    const whole = tf.tensor((await numbersOf({ scale: true, center: true })) as number[]);
    for (const [scale, center] of [
      [true, false],
      [false, true],
      [false, false],
    ] as const) {
      const part = tf.tensor((await numbersOf({ scale, center })) as number[]);
      expect((await tf.max(tf.abs(tf.sub(part, whole))).data())[0]).toBeLessThan(1e-5);
    }
  });
});

describe('layers that TensorFlow.js computes as ever', () => {
  class Doubled extends tf.layers.Layer {
    static readonly className = 'Doubled';
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.mul([inputs].flat()[0]!, 2);
    }
  }
  const Base = layers.layerNormalization().constructor as new (options: object) => tf.layers.Layer;
  class Shifted extends Base {
    override call(inputs: tf.Tensor | tf.Tensor[], options: object): tf.Tensor {
      return tf.add(1, super.call(inputs, options as never) as tf.Tensor);
    }
  }

  it.each<[string, () => tf.layers.Layer, number[]]>([
    ['layer normalisation of several axes', () => layers.layerNormalization({ axis: [1, 2] }), [3, 4]],
    ['another activation', () => layers.dense({ units: 2, activation: 'elu' }), [4]],
    ['a layer of the user’s', () => new Doubled({}), [4]],
    ['a class that extends one of TensorFlow.js’s', () => new Shifted({}), [4]],
  ])('%s', async (_, layer, shape) => {
    expect(await compare(() => sequential(layer, shape), [numbers([6, ...shape])])).toEqual([]);
  });

  it('batch normalisation in use', async () => {
    const make = only(() => layers.batchNormalization(), [4]);
    expect(await compare(make, [numbers([6, 4])], false)).toEqual([]);
  });
});

import * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../index.js';
import type { DeviceValue } from '../engine.js';
import { compare, only, readAll, sequential } from './layers-comparison.fixture.js';
import { built, descentStep, engineFor, numbers, zoo } from './layers-zoo.fixture.js';
import { toTensor } from '../tensorflow/tensors.js';

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

  it('those of the zoo’s nested model', async () => {
    expect(await compare(zoo['nested']!.make, zoo['nested']!.inputs)).toEqual(['batch-norm']);
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

describe('batch normalisation that is frozen', () => {
  const bare = { scale: false, center: false };
  const inside = (options: object, isFrozen: boolean): tf.LayersModel => {
    const inner = tf.sequential({ layers: [layers.batchNormalization({ inputShape: [4], ...options })] });
    inner.trainable = !isFrozen;
    return tf.sequential({ layers: [layers.dense({ units: 4, inputShape: [4] }), inner] });
  };
  const whole = (): tf.LayersModel => Object.assign(inside(bare, false), { trainable: false });

  it.each<[string, () => tf.LayersModel]>([
    ['by itself', () => inside({ trainable: false }, false)],
    ['without weights to train', () => inside({ trainable: false, ...bare }, false)],
    ['inside a model that is frozen', () => inside(bare, true)],
    ['with the whole model', whole],
  ])('normalises by its statistics in training and leaves them alone: %s', async (_, make) => {
    const input = numbers([6, 4]);
    const model = await built(make);
    const [name] = model.weights.map((weight) => weight.name).filter((each) => each.endsWith('moving_mean'));
    model.setWeights({ [name!]: { dtype: 'float32', shape: [4], data: Float32Array.of(1, -1, 0.5, 2) } });
    const engine = await engineFor(model);
    const outputs: unknown[] = [];
    for (const training of [true, false]) {
      const run = (): { outputs: { output: tf.Tensor } } => ({ outputs: { output: model.apply(toTensor(input)) } });
      const { outputs: found } = engine.run({ name: 'apply', stage: 'train', training, run }, {}, { step: 0 });
      outputs.push((await readAll([['output', found['output'] as DeviceValue]]))['output']);
    }
    expect(outputs[0]).toEqual(outputs[1]);
    expect(await engine.read()).toEqual(await model.getWeights());
    engine.dispose();
    model.dispose();
  });
});

/** A model's output and the gradient of its cubes with respect to its input. */
async function applied(make: () => tf.LayersModel, x: tf.Tensor): Promise<tf.Tensor> {
  const model = await built(make);
  const apply = (a: tf.Tensor): tf.Tensor => model.apply(a, { training: false });
  const found = tf.concat(
    [apply(x), tf.grad((a) => tf.sum(tf.pow(apply(a), 3)))(x)].map((each) => tf.reshape(each, [-1])),
  );
  model.dispose();
  return found;
}

describe('layers for which TensorFlow.js throws', () => {
  const close = async (a: tf.Tensor, b: tf.Tensor): Promise<void> => {
    expect((await tf.max(tf.abs(tf.sub(a, b))).data())[0]).toBeLessThan(1e-5);
  };
  /** The model's layer alone, so that it needs a gradient for its input only. */
  const alone = (layer: tf.layers.Layer): tf.LayersModel => tf.sequential({ layers: [layer] });

  it.each([
    { scale: true, center: false },
    { scale: false, center: true },
    { scale: false, center: false },
  ])('layer normalisation of several axes with %p', async (options) => {
    const x = toTensor(numbers([6, 3, 4]));
    const own = await applied(() => alone(layers.layerNormalization({ axis: [1, 2], inputShape: [3, 4], ...options })), x); // prettier-ignore
    const whole = await applied(() => alone(layers.layerNormalization({ axis: [1, 2], inputShape: [3, 4] })), x);
    await close(own, whole);
  });

  it('batch normalisation of volumes in use is that of rows', async () => {
    const x = toTensor(numbers([2, 2, 3, 2, 4]));
    const own = await applied(() => alone(layers.batchNormalization({ inputShape: [2, 3, 2, 4] })), x);
    const rows = await applied(() => alone(layers.batchNormalization({ inputShape: [4] })), tf.reshape(x, [24, 4]));
    await close(own, rows);
  });

  it.each(['channelsLast', 'channelsFirst'] as const)('a dilated convolution, %s', async (dataFormat) => {
    const shape = dataFormat === 'channelsLast' ? [5, 6, 2] : [2, 5, 6];
    const shared = { filters: 3, kernelSize: 2, dataFormat, inputShape: shape, activation: 'tanh' } as const;
    const x = toTensor(numbers([2, ...shape]));
    const model = await built(() => alone(layers.conv2d({ ...shared, dilationRate: 2 })));
    const values = await model.getWeights();
    // The same with zeros between the values of the filter.
    const wide = await built(() => alone(layers.conv2d({ ...shared, kernelSize: 3 })));
    const [kernel, bias] = Object.keys(values) as [string, string];
    const spread = new Float32Array(3 * 3 * 2 * 3);
    for (const row of [0, 1]) {
      for (const column of [0, 1]) {
        const from = (row * 2 + column) * 6;
        spread.set((values[kernel]!.data as Float32Array).subarray(from, from + 6), (row * 6 + column * 2) * 6);
      }
    }
    wide.setWeights({ [kernel]: { dtype: 'float32', shape: [3, 3, 2, 3], data: spread }, [bias]: values[bias]! });
    const gradientOf = (of: typeof model): tf.Tensor => tf.grad((a) => tf.sum(tf.pow(of.apply(a), 3)))(x);
    await close(model.apply(x), wide.apply(x));
    await close(gradientOf(model), gradientOf(wide));
    model.dispose();
    wide.dispose();
  });

  it('a recurrent layer over one step, which is a dense one', async () => {
    const x = toTensor(numbers([3, 1, 2]));
    const own = await applied(() => alone(layers.simpleRNN({ units: 2, kernelInitializer: 'ones', biasInitializer: 'ones', inputShape: [1, 2] })), x); // prettier-ignore
    const dense = layers.dense({ units: 2, kernelInitializer: 'ones', biasInitializer: 'ones', activation: 'tanh', inputShape: [1, 2] }); // prettier-ignore
    await close(own, await applied(() => alone(dense), x));
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

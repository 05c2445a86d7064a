import * as tf from '@tensorflow/tfjs';

import { fromLayers, ndArray, RandomStreams, valueAndGradients, type AdaptedLayersModel } from '../index.js';
import type { DeviceValue, Step } from '../engine.js';
import { batchOf, built, dense, descentStep, engineFor, gradientName, numbers, zoo } from './layers-zoo.fixture.js';

const { layers } = tf;
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;

describe('values of weights', () => {
  it.each(Object.keys(zoo))('come back as they were given: %s', async (name) => {
    const [from, to] = [await built(zoo[name]!.make, {}, 1), await built(zoo[name]!.make, {}, 2)];
    const values = await from.getWeights();
    to.setWeights(values);
    expect(await to.getWeights()).toEqual(values);
    const inputs = zoo[name]!.inputs.map(({ data, shape, dtype }) =>
      tf.tensor(data as Float32Array, [...shape], dtype as 'float32'),
    );
    const [a, b] = [from.apply<tf.Tensor | tf.Tensor[]>(inputs), to.apply<tf.Tensor | tf.Tensor[]>(inputs)];
    const read = (output: tf.Tensor | tf.Tensor[]) => Promise.all([output].flat().map((tensor) => tensor.array()));
    expect(await read(b)).toEqual(await read(a));
    from.dispose();
    to.dispose();
  });

  it('may be given in part, and in another data type', async () => {
    const model = await built(dense);
    const before = await model.getWeights();
    model.setWeights({ 'dense_0/bias': ndArray(Float64Array.of(1, 2)) });
    expect(await model.getWeights()).toEqual({ ...before, 'dense_0/bias': ndArray([1, 2]) });
    model.dispose();
  });

  it('are refused under a name or of a shape that the model does not have', async () => {
    const model = await built(dense);
    const before = await model.getWeights();
    expect(() => model.setWeights({ 'dense_1/bias': ndArray([1, 2]) })).toThrow(code('LML_CHECKPOINT'));
    expect(() => model.setWeights({ 'dense_1/bias': ndArray([1, 2]) })).toThrow('dense_0/kernel, dense_0/bias');
    expect(() => model.setWeights({ 'dense_0/bias': ndArray([1, 2, 3]) })).toThrow(code('LML_SHAPE_MISMATCH'));
    expect(await model.getWeights()).toEqual(before);
    model.dispose();
  });

  it('are not the model’s to change in a step', async () => {
    const model = await built(zoo['batch normalisation']!.make);
    const engine = await engineFor(model);
    const before = await model.getWeights();
    const variables = Object.keys(tf.engine().registeredVariables);
    engine.run(descentStep(model), batchOf(zoo['batch normalisation']!), { step: 0 });
    expect(await model.getWeights()).toEqual(before);
    expect(Object.keys(tf.engine().registeredVariables)).toEqual(variables);
    expect((await engine.read())['dense_0/kernel']).not.toEqual(before['dense_0/kernel']);
    engine.dispose();
    model.dispose();
  });
});

describe('summary', () => {
  it('counts the weights of every layer, and those that are trained', async () => {
    const model = await built(zoo['frozen layers']!.make);
    expect(model.summary()).toEqual({
      layers: [
        { name: 'dense_0', type: 'Dense', outputShape: [null, 5], parameters: 25 },
        { name: 'batch_normalization_0', type: 'BatchNormalization', outputShape: [null, 5], parameters: 20 },
        { name: 'dense_1', type: 'Dense', outputShape: [null, 3], parameters: 18 },
      ],
      parameters: 63,
      trainableParameters: 18,
    });
    expect(model.weights.filter(({ trainable }) => trainable).map(({ name }) => name)).toEqual([
      'dense_1/kernel',
      'dense_1/bias',
    ]);
    model.dispose();
  });

  it('lists layers inside others, each with its own weights', async () => {
    const model = await built(zoo['bidirectional']!.make);
    const { layers: lines, parameters } = model.summary();
    expect(lines.map(({ name, type, parameters: own }) => [name, type, own])).toEqual([
      ['bidirectional_0', 'Bidirectional', 0],
      ['bidirectional_0/forward_lstm_0', 'LSTM', 0],
      ['bidirectional_0/forward_lstm_0/lstm_cell_0', 'LSTMCell', 84],
      ['bidirectional_0/backward_lstm_0', 'LSTM', 0],
      ['bidirectional_0/backward_lstm_0/lstm_cell_0', 'LSTMCell', 84],
      ['bidirectional_1', 'Bidirectional', 0],
      ['bidirectional_1/forward_gru_0', 'GRU', 0],
      ['bidirectional_1/forward_gru_0/gru_cell_0', 'GRUCell', 54],
      ['bidirectional_1/backward_gru_0', 'GRU', 0],
      ['bidirectional_1/backward_gru_0/gru_cell_0', 'GRUCell', 54],
    ]);
    expect(parameters).toBe(276);
    expect(parameters).toBe(model.layersModel.countParams());
    model.dispose();
  });

  it.each(Object.keys(zoo))('counts as many parameters as TensorFlow.js does: %s', async (name) => {
    const model = await built(zoo[name]!.make);
    const { parameters, layers: lines } = model.summary();
    expect(parameters).toBe(model.layersModel.countParams());
    expect(lines.reduce((sum, line) => sum + line.parameters, 0)).toBe(parameters);
    model.dispose();
  });

  it('tells the shape of its output, or of each', async () => {
    const [one, two] = [await built(zoo['dense']!.make), await built(zoo['two outputs, a residual']!.make)];
    expect([one.outputShape, two.outputShape]).toEqual([[null, 3], two.layersModel.outputs.map(({ shape }) => shape)]);
    expect(two.outputShape).toHaveLength(2);
  });
});

describe('Several outputs', () => {
  const heads = (...names: (string | undefined)[]) =>
    built(() => {
      const input = tf.input({ shape: [3] });
      const outputs = names.map((name, at) => {
        const config = { units: at + 1, ...(name !== undefined && { name }) };
        return tf.layers.dense(config).apply(input) as tf.SymbolicTensor;
      });
      return tf.model({ inputs: input, outputs });
    });

  it('are a record by the names of their layers, where all were given names', async () => {
    const model = await heads('kind', 'size');
    expect(model.outputShape).toEqual({ kind: [null, 1], size: [null, 2] });
    const { kind, size } = model.apply<{ kind: tf.Tensor; size: tf.Tensor }>(tf.ones([4, 3]));
    expect([kind.shape, size.shape]).toEqual([[4, 1], [4, 2]]); // prettier-ignore
  });

  it('are a list where one was not', async () => {
    const model = await heads('kind', undefined);
    expect(model.outputShape).toEqual([[null, 1], [null, 2]]); // prettier-ignore
    expect(model.apply<tf.Tensor[]>(tf.ones([4, 3])).map(({ shape }) => shape)).toEqual([[4, 1], [4, 2]]); // prettier-ignore
  });
});

describe('apply', () => {
  it('takes one tensor, a list, or a record with the names of the inputs', async () => {
    const model = await built(zoo['two inputs, a shared layer']!.make);
    const [left, right] = [tf.ones([2, 3]), tf.zeros([2, 3])];
    const listed = await model.apply([left, right]).array();
    expect(await model.apply({ right, left }).array()).toEqual(listed);
    const single = await built(dense);
    expect(await single.apply([left]).array()).toEqual(await single.apply(left).array());
  });

  it('gives a list where the model has several outputs', async () => {
    const model = await built(zoo['two outputs, a residual']!.make);
    const outputs = model.apply<tf.Tensor[]>(tf.ones([4, 3]));
    expect(outputs.map(({ shape }) => shape)).toEqual([[4, 1], [4, 2]]); // prettier-ignore
  });

  it('refuses inputs that do not fit', async () => {
    const model = await built(zoo['two inputs, a shared layer']!.make);
    const [left, right] = [tf.ones([2, 3]), tf.ones([2, 4])];
    expect(() => model.apply([left])).toThrow(code('LML_SHAPE_MISMATCH'));
    expect(() => model.apply([left])).toThrow('The model takes 2 inputs (left, right), got 1.');
    expect(() => model.apply([left, right])).toThrow(code('LML_SHAPE_MISMATCH'));
    expect(() => model.apply([left, right])).toThrow('an input of shape [batch, 3], got [2, 4]');
    expect(() => model.apply([left, tf.ones([3])])).toThrow(code('LML_SHAPE_MISMATCH'));
    expect(() => model.apply({ left })).toThrow(code('LML_INVALID_ARGUMENT'));
    expect(() => model.apply({ left })).toThrow('left, right');
    const single = await built(dense);
    expect(() => single.apply(numbers([2, 3]) as never)).toThrow(code('LML_INVALID_ARGUMENT'));
  });

  it('says how samples of one number are written', async () => {
    const model = await built(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] }));
    expect(() => model.apply(tf.ones([3]))).toThrow(
      'of shape [batch, 1], got [3]. Each sample is a list, of one number too: [[1], [2], [3]].',
    );
  });

  it('behaves as in training where it is told so, outside a step as well', async () => {
    const model = await built(zoo['batch normalisation']!.make);
    const input = tf.tensor2d(numbers([6, 4]).data as Float32Array, [6, 4]);
    const before = await model.getWeights();
    const used = await model.apply(input).array();
    expect(await model.apply(input, { training: false }).array()).toEqual(used);
    expect(await model.getWeights()).toEqual(before);
    expect(await model.apply(input, { training: true }).array()).not.toEqual(used);
    // Without an engine the model's own variables hold the state, and so the statistics.
    expect(await model.getWeights()).not.toEqual(before);
  });

  it('needs the model to be built', () => {
    const model = fromLayers(dense);
    expect(() => model.apply(tf.ones([1, 3]))).toThrow(code('LML_INVALID_ARGUMENT'));
    expect(() => model.apply(tf.ones([1, 3]))).toThrow('await model.build({ random })');
    expect(() => model.weights).toThrow(code('LML_INVALID_ARGUMENT'));
    expect(() => model.summary()).toThrow(code('LML_INVALID_ARGUMENT'));
    expect(() => model.layersModel).toThrow(code('LML_INVALID_ARGUMENT'));
    expect(() => model.dispose()).not.toThrow();
  });
});

describe('gradients', () => {
  it('are zero for a weight that the loss does not use', async () => {
    const entry = zoo['two outputs, a residual']!;
    const model = await built(entry.make);
    const engine = await engineFor(model);
    const step = descentStep(model, { loss: (output) => tf.mean((output as tf.Tensor[])[0]!) });
    const { outputs } = engine.run(step, batchOf(entry), { step: 0 });
    const unused = ['dense_2/kernel', 'dense_2/bias'];
    for (const { name, shape } of model.weights) {
      const gradient = await (outputs[gradientName(name)] as DeviceValue).read();
      expect(gradient.shape).toEqual(shape);
      expect([name, gradient.data.some((value) => value !== 0)]).toEqual([name, !unused.includes(name)]);
    }
    engine.dispose();
    model.dispose();
  });
});

describe('models that cannot be trained', () => {
  /** A layer that keeps a weight where nobody finds it. */
  class Hidden extends tf.layers.Layer {
    static readonly className = 'Hidden';
    readonly #inner = layers.dense({ units: 2 });
    override build(shape: tf.Shape): void {
      this.#inner.build(shape);
      super.build(shape);
    }
    override get trainableWeights(): tf.layers.Layer['trainableWeights'] {
      return this.#inner?.trainableWeights ?? [];
    }
    override set trainableWeights(_: tf.layers.Layer['trainableWeights']) {
      // TensorFlow.js sets them while it makes a layer.
    }
    override computeOutputShape(shape: tf.Shape): tf.Shape {
      return [shape[0]!, 2];
    }
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
      return this.#inner.apply(inputs) as tf.Tensor;
    }
  }

  it.each<[string, () => tf.LayersModel, string | RegExp]>([
    [
      'a stateful layer',
      () => tf.sequential({ layers: [layers.lstm({ units: 2, batchInputShape: [4, 3, 2], stateful: true })] }),
      "The layer 'lstm_0' is stateful",
    ],
    [
      'a stateful layer in both directions',
      () =>
        tf.sequential({
          layers: [
            layers.bidirectional({
              layer: layers.gru({ units: 2, stateful: true }),
              mergeMode: 'sum',
              batchInputShape: [4, 3, 2],
            }),
          ],
        }),
      "The layer 'bidirectional_0' is stateful",
    ],
    [
      'a stateful layer in a nested model',
      () => {
        const inner = tf.sequential({
          layers: [layers.simpleRNN({ units: 2, batchInputShape: [4, 3, 2], stateful: true })],
        });
        return tf.sequential({ layers: [inner] });
      },
      'is stateful',
    ],
    ['no layers', () => tf.sequential(), 'Give its first layer inputShape'],
    [
      'weights that belong to no layer',
      () => tf.sequential({ layers: [layers.inputLayer({ inputShape: [3] }), new Hidden({})] }),
      /weights that belong to no layer: hidden_Hidden\d+\/kernel, hidden_Hidden\d+\/bias/,
    ],
  ])('are refused for %s', async (_, make, message) => {
    const model = fromLayers(make);
    const build = model.build({ random: new RandomStreams(0) });
    await expect(build).rejects.toMatchObject({
      code: 'LML_UNSUPPORTED_MODEL',
      message: expect.stringMatching(message) as string,
    });
    expect(() => model.weights).toThrow(code('LML_INVALID_ARGUMENT'));
  });

  it('leave nothing behind', async () => {
    const make = () => tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [2] }), new Hidden({})] });
    const before = tf.memory().numTensors;
    await expect(fromLayers(make).build({ random: new RandomStreams(0) })).rejects.toMatchObject({
      code: 'LML_UNSUPPORTED_MODEL',
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a step that throws', () => {
  const failing = (model: AdaptedLayersModel, where: 'loss' | 'model' | 'gradient' | 'after'): Step => {
    const broken = tf.customGrad((x) => ({
      value: (x as tf.Tensor).clone(),
      gradFunc: () => {
        throw new Error('in gradient');
      },
    }));
    return {
      name: `failing in ${where}`,
      stage: 'train',
      training: true,
      run(batch, context) {
        const inputs = Object.values(batch) as tf.Tensor[];
        const names = model.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
        const parameters = names.map((name) => context.read(name));
        const { gradients } = valueAndGradients(() => {
          const output = model.apply(where === 'model' ? [tf.ones([1, 1, 1])] : inputs);
          if (where === 'loss') throw new Error('in loss');
          return tf.mean<tf.Scalar>(where === 'gradient' ? broken(output) : output);
        }, parameters);
        names.forEach((name, index) => context.write(name, gradients[index]!));
        throw new Error('after writing');
      },
    };
  };

  it.each(['loss', 'model', 'gradient', 'after'] as const)(
    'leaves the state of before and no tensors (error in %s)',
    async (where) => {
      const entry = zoo['batch normalisation']!;
      const model = await built(entry.make);
      const engine = await engineFor(model);
      const before = await engine.read();
      const good = descentStep(model);
      const count = tf.memory().numTensors;
      for (let step = 0; step < 3; step++) {
        expect(() => engine.run(failing(model, where), batchOf(entry), { step })).toThrow();
      }
      expect(tf.memory().numTensors).toBe(count);
      expect(await engine.read()).toEqual(before);

      // And the model is as good as before.
      const fresh = await engineFor(model);
      const [a, b] = [engine, fresh].map((each) => each.run(good, batchOf(entry), { step: 0 }));
      expect(await a!.scalars['loss']!.read()).toEqual(await b!.scalars['loss']!.read());
      expect(await engine.read()).toEqual(await fresh.read());
      engine.dispose();
      fresh.dispose();
      model.dispose();
    },
  );
});

import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  columnarDataset,
  createRegistry,
  DataModule,
  defineComponent,
  defineLearner,
  defineModel,
  eager,
  fromLayers,
  ndArray,
  RandomStreams,
  Trainer,
  type Model,
  type NdArray,
  type TensorBatch,
} from '../index.js';
import { descent, tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';

const line = (): Model =>
  defineModel({
    inputs: [null, 3],
    weights: { 'out/kernel': { shape: [3, 1] }, 'out/bias': { shape: [1], initializer: 'zeros' } },
    buffers: { seen: { shape: [], dtype: 'int32' } },
    forward(x, { weights, buffers, write, training }) {
      if (training) write('seen', tf.add(buffers.seen, tf.scalar(x.shape[0], 'int32')));
      return tf.add(tf.matMul(x, weights['out/kernel']), weights['out/bias']);
    },
  });

const built = async (model: Model): Promise<Model> => {
  await model.build({ random: new RandomStreams(7) });
  return model;
};

describe('defineModel', () => {
  it('draws weights from the stream of their names, and starts buffers at zero', async () => {
    const model = await built(line());
    const { 'out/kernel': kernel, 'out/bias': bias, seen } = await model.getWeights();
    const again = await (await built(line())).getWeights();
    expect(again['out/kernel']).toEqual(kernel);
    // Glorot's uniform distribution: within ±√(6 / (3 + 1)).
    expect(new Set(kernel!.data as Float32Array).size).toBe(3);
    for (const value of kernel!.data as Float32Array) expect(Math.abs(value)).toBeLessThanOrEqual(Math.sqrt(1.5));
    expect(bias!.data).toEqual(Float32Array.of(0));
    expect(seen).toEqual({ dtype: 'int32', shape: [], data: Int32Array.of(0) });
    expect(model.isFresh).toBe(true);
    expect(model.summary()).toEqual({
      layers: [
        { name: 'out', type: 'Ops', outputShape: [], parameters: 4 },
        { name: 'model', type: 'Ops', outputShape: [], parameters: 1 },
      ],
      parameters: 5,
      trainableParameters: 4,
    });
  });

  it('computes outside a step by its own weights, leaves nothing behind, and writes nothing', async () => {
    const model = await built(line());
    model.setWeights({ 'out/kernel': ndArray([[1], [2], [3]]), 'out/bias': ndArray([0.5]) });
    expect(model.isFresh).toBe(false);
    const x = tf.tensor2d([[1, 1, 1]]);
    const { numTensors } = tf.memory();
    const output = model.apply(x, { training: true });
    expect(await output.data()).toEqual(Float32Array.of(6.5));
    output.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect((await model.getWeights())['seen']!.data).toEqual(Int32Array.of(0));
    model.dispose();
    expect(tf.memory().numTensors).toBe(numTensors - 3);
  });

  it('is trained as the same model of layers is, to the bit, and its buffers are written', async () => {
    const dense = fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] }));
    const model = await built(line());
    await built(dense);
    dense.setWeights({ 'dense_0/kernel': (await model.getWeights())['out/kernel']! });
    const trained = async (each: Model): Promise<Readonly<Record<string, NdArray>>> => {
      const learner = tinyLearner({ model: each, data: tinyData(), metrics: [], optimizer: descent(0.05) });
      await new Trainer({ maxEpochs: 3, loggers: [], progressBar: false, engine: eager() }).fit(learner);
      return each.getWeights();
    };
    const [own, layers] = [await trained(model), await trained(dense)];
    expect(own['out/kernel']).toEqual(layers['dense_0/kernel']);
    expect(own['out/bias']).toEqual(layers['dense_0/bias']);
    // 30 samples are trained on in each epoch.
    expect(own['seen']!.data).toEqual(Int32Array.of(90));
  });

  it('takes several inputs, gives several outputs, and uses a weight twice', async () => {
    const towers = defineModel({
      inputs: { left: [null, 2], right: [null, 2], words: { shape: [null, null], dtype: 'int32' } },
      weights: { kernel: { shape: [2, 2], initializer: ndArray([[1, 0], [0, 2]]) }, table: { shape: [5, 4] } }, // prettier-ignore
      forward({ left, right, words }, { weights: { kernel, table } }) {
        const sides = [tf.matMul(left, kernel), tf.matMul(right, kernel)];
        return { sum: tf.addN(sides), sides, words: tf.gather(table, words) };
      },
    });
    await built(towers);
    expect(towers.outputShape).toEqual({
      sum: [null, 2],
      sides: [
        [null, 2],
        [null, 2],
      ],
      words: [null, null, 4],
    });
    const given = {
      left: tf.ones([1, 2]),
      right: tf.tensor2d([[3, 4]]),
      words: tf.tensor2d([[1, 2, 4]], [1, 3], 'int32'),
    };
    const { sum, words } = towers.apply<{ sum: tf.Tensor; words: tf.Tensor }>(given);
    expect(await sum.data()).toEqual(Float32Array.of(4, 10));
    expect(words.shape).toEqual([1, 3, 4]);
    // Each tower adds to the gradient of the one kernel.
    const learner = defineLearner<TensorBatch, TensorTrees>({
      batchForward: (batch, { model }) => model.apply<TensorTrees>(batch),
      computeLoss: (output) => tf.sum(output.sum),
    });
    const columns = {
      left: ndArray([[1, 1]]),
      right: ndArray([[3, 4]]),
      words: ndArray([[1, 2, 4]], { dtype: 'int32' }),
    };
    const data = new DataModule({ train: columnarDataset(() => columns), batchSize: 1 });
    const options = { maxSteps: 1, loggers: [], progressBar: false, engine: eager() };
    await new Trainer(options).fit(learner({ model: towers, data, optimizer: descent(1) }));
    // 1 − (1 + 3), 0 − (1 + 3), 0 − (1 + 4), 2 − (1 + 4)
    expect((await towers.getWeights())['kernel']!.data).toEqual(Float32Array.of(-3, -4, -5, -3));
  });

  it('knows its output shape without computing, and computes zeros for ops whose shapes are not known', async () => {
    const wide = defineModel({
      inputs: [null, null, null, 3],
      weights: { kernel: { shape: [3, 3, 3, 8] } },
      forward: (x, { weights: { kernel } }) => tf.mean(tf.conv2d(x, kernel, 2, 'same'), [1, 2]),
    });
    const { numTensors } = tf.memory();
    expect((await built(wide)).outputShape).toEqual([null, 8]);
    expect(tf.memory().numTensors).toBe(numTensors + 1);
    const odd = defineModel({ inputs: [null, 4], forward: (x) => tf.real(tf.complex(x, x)) });
    expect((await built(odd)).outputShape).toEqual([null, 4]);
    expect(tf.memory().numTensors).toBe(numTensors + 1);
  });

  it('knows its output shape where a free axis has a limit', async () => {
    const short = (limit: number): Model =>
      defineModel({
        inputs: { shape: [null, null], dtype: 'int32' },
        weights: { tokens: { shape: [5, 3] }, places: { shape: [limit, 3] } },
        forward: (tokens, { weights }) =>
          tf.add(tf.gather(weights.tokens, tokens), tf.slice(weights.places, 0, tokens.shape[1])),
      });
    for (const limit of [2, 6, 70]) expect((await built(short(limit))).outputShape).toEqual([null, null, 3]);
  });

  it('draws from the streams that it is given outside a step, and says so where there are none', async () => {
    const noisy = defineModel({
      inputs: [null, 2],
      forward: (x, { random, training }) => (training ? tf.add(x, random.normal('noise', x.shape)) : x),
    });
    await built(noisy);
    const x = tf.zeros([1, 2]);
    expect(await noisy.apply(x).data()).toEqual(Float32Array.of(0, 0));
    expect(() => noisy.apply(x, { training: true })).toThrow(/random must be given to apply/);
    const ones = (_: string, shape: readonly number[]): tf.Tensor => tf.ones([...shape]);
    const random = { normal: ones, uniform: ones, mask: ones };
    expect(await noisy.apply(x, { training: true, random }).data()).toEqual(Float32Array.of(1, 1));
  });

  it('adds its penalty and keeps its constraints', async () => {
    const model = defineModel({
      inputs: [null, 3],
      weights: { kernel: { shape: [3, 1], initializer: 'ones' } },
      forward: (x, { weights: { kernel } }) => tf.mul(0, tf.matMul(x, kernel)),
      penalty: ({ weights: { kernel } }) => tf.sum(kernel),
      constrain: (_, value) => tf.maximum(value, 0.5),
    });
    const learner = tinyLearner({ model, data: tinyData(), metrics: [], optimizer: descent(0.75) });
    await new Trainer({ maxSteps: 1, loggers: [], progressBar: false, engine: eager() }).fit(learner);
    // 1 − 0.75 · 1, held to 0.5
    expect((await model.getWeights())['kernel']!.data).toEqual(Float32Array.of(0.5, 0.5, 0.5));
    expect(await model.penalty!()!.data()).toEqual(Float32Array.of(1.5));
  });

  it('makes a component', async () => {
    const component = defineComponent({
      kind: 'model',
      name: 'scaled',
      summary: 'Scales.',
      schema: z.strictObject({ size: z.int() }),
      create: ({ size }) =>
        defineModel({ inputs: [null, size], weights: { scale: { shape: [size] } }, forward: (x, { weights: { scale } }) => tf.mul(x, scale) }), // prettier-ignore
    });
    const registry = createRegistry({ plugins: [{ name: 'own', version: '1.0.0', apiVersion: 1, components: [component] }] }); // prettier-ignore
    const model = registry.build('model', { name: 'scaled', size: 3 });
    expect((await built(model)).outputShape).toEqual([null, 3]);
  });

  it.each<[string, () => Model, RegExp]>([
    ['a shape that is none', () => defineModel({ inputs: [1], weights: { w: { shape: [0] } }, forward: (x) => x }), /the weight 'w' must be a list of whole numbers from 1, got \[0\]/], // prettier-ignore
    ['a name with a slash at its end', () => defineModel({ inputs: [1], weights: { 'w/': { shape: [1] } }, forward: (x) => x }), /path such as/], // prettier-ignore
    ['an unknown initializer', () => defineModel({ inputs: [1], weights: { w: { shape: [1], initializer: 'glorot' as never } }, forward: (x) => x }), /one of glorotNormal/], // prettier-ignore
    ['one name for two', () => defineModel({ inputs: [1], weights: { w: { shape: [1] } }, buffers: { w: { shape: [1] } }, forward: (x) => x }), /other names than the weights, got 'w'/], // prettier-ignore
    ['no forward', () => defineModel({ inputs: [1], forward: undefined as never }), /forward must be a function/],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  it('refuses a first value of another shape, with the names', () => {
    const initializer = ndArray([1, 2]);
    expect(() => defineModel({ inputs: [1], weights: { w: { shape: [1], initializer } }, forward: (x) => x })).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });

  it('says what is wrong where forward fails for the inputs that are stated, or gives no tensors', async () => {
    const wrong = defineModel({ inputs: [null, 4], weights: { w: { shape: [3, 1] } }, forward: (x, { weights: { w } }) => tf.matMul(x, w) }); // prettier-ignore
    await expect(built(wrong)).rejects.toMatchObject({
      code: 'LML_UNSUPPORTED_MODEL',
      message: expect.stringMatching(/inner shapes.*4.*3/s) as string,
    });
    const late = defineModel({ inputs: [null, 4], forward: (async (x: tf.Tensor) => x) as never });
    await expect(built(late)).rejects.toThrow(/what forward returns must be a tensor.*promise/);
    const unbuffered = defineModel({ inputs: [1], forward: (x, { write }) => (write('no' as never, x), x) });
    await expect(built(unbuffered)).rejects.toThrow(/write must be given one of the buffers/);
  });

  it('says what it takes where it is given something else', async () => {
    const two = defineModel({
      inputs: { a: [null, 2], b: { shape: [null, 3], dtype: 'int32' } },
      forward: ({ a }) => a,
    });
    await built(two);
    const a = tf.zeros([1, 2]);
    const cases: [unknown, string, RegExp][] = [
      [a, 'LML_INVALID_ARGUMENT', /must be a record with a, b/],
      [{ a, b: 3 }, 'LML_INVALID_ARGUMENT', /b of what the model is given must be a tensor, got 3/],
      [{ a, b: tf.zeros([1, 4], 'int32') }, 'LML_SHAPE_MISMATCH', /takes b of shape \[batch, 3\], got \[1, 4\]/],
      [{ a, b: tf.zeros([1, 3]) }, 'LML_INVALID_ARGUMENT', /must be of type int32/],
    ];
    for (const [given, code, message] of cases)
      expect(() => two.apply(given as never)).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
      );
    expect(() => line().weights).toThrow(/must be built/);
    const model = await built(line());
    expect(() => model.setWeights({ none: ndArray([1]) })).toThrow(expect.objectContaining({ code: 'LML_CHECKPOINT' }));
    expect(() => model.setWeights({ 'out/bias': ndArray([1, 2]) })).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});

interface TensorTrees {
  readonly [key: string]: tf.Tensor | readonly tf.Tensor[];
  readonly sum: tf.Tensor;
}

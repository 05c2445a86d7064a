import { defineModel, fromLayers, RandomStreams, treeLeaves, type Model, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

import { loadRuntime } from '../targets/onnx/runtime/node.js';
import { exportOnnx } from './export-onnx.js';

async function built(make: () => tf.LayersModel): Promise<ReturnType<typeof fromLayers>> {
  const model = fromLayers(make);
  await model.build({ random: new RandomStreams(3) });
  return model;
}

const dense = () => tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: 'tanh', inputShape: [3] })] });

/** What an exported model gives for a batch of ones. */
async function run(bytes: Uint8Array, feeds: Record<string, number[]>, output: string): Promise<Float32Array> {
  const runtime = await loadRuntime();
  const session = await runtime.createSession(bytes, { threads: 1 });
  const size = (shape: number[]): number => shape.reduce((a, b) => a * b, 1);
  const fed = Object.entries(feeds).map(([name, shape]) => [
    name,
    runtime.tensor('float32', new Float32Array(size(shape)).fill(1), shape),
  ]);
  const results = await session.run(Object.fromEntries(fed), { [output]: null });
  await session.release();
  return results[output]!.data as Float32Array;
}

describe('exportOnnx', () => {
  it('gives the outputs of the model, for any batch size', async () => {
    const model = await built(dense);
    const bytes = await exportOnnx(model);
    for (const batch of [1, 5]) {
      const expected = await model.apply(tf.ones([batch, 3])).data();
      expect(Array.from(await run(bytes, { input: [batch, 3] }, 'output'))).toEqual(
        Array.from(expected, (value) => expect.closeTo(value, 5) as number),
      );
    }
  });

  it('gives a file that is right at each level at which ONNX Runtime optimises it', async () => {
    const model = await built(() =>
      tf.sequential({
        layers: [
          tf.layers.zeroPadding2d({ padding: 1, inputShape: [2, 2, 1] }),
          tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }),
        ],
      }),
    );
    const bytes = await exportOnnx(model);
    for (const graphOptimizationLevel of ['disabled', 'basic', 'extended', 'all'] as const) {
      const session = await InferenceSession.create(bytes, { graphOptimizationLevel, logSeverityLevel: 4 });
      const input = new Tensor('float32', Float32Array.of(-1, -2, -3, -4), [1, 2, 2, 1]);
      const { output } = await session.run({ input });
      await session.release();
      expect(Array.from(output!.data as Float32Array)).toEqual([0, 0, 0, 0]);
    }
  });

  it('takes the tokens of an embedding as int32, or as floats where that is asked for', async () => {
    const model = await built(() =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 5, outputDim: 2, inputLength: 3 }),
          tf.layers.globalAveragePooling1d({}),
        ],
      }),
    );
    const tokens = [0, 4, 1, 2, 2, 3];
    const expected = Array.from(
      await model.apply(tf.tensor2d(tokens, [2, 3])).data(),
      (value) => expect.closeTo(value, 5) as number,
    );
    const runtime = await loadRuntime();
    for (const dtype of ['int32', 'float32'] as const) {
      const options = dtype === 'int32' ? {} : { inputs: { input: { shape: [3], dtype } } };
      const session = await runtime.createSession(await exportOnnx(model, options), { threads: 1 });
      const data = dtype === 'int32' ? Int32Array.from(tokens) : Float32Array.from(tokens);
      const { output } = await session.run({ input: runtime.tensor(dtype, data, [2, 3]) }, { output: null });
      await session.release();
      expect(Array.from(output!.data as Float32Array)).toEqual(expected);
    }
  });

  it('names several inputs and outputs', async () => {
    const model = await built(() => {
      const [left, right] = ['left', 'right'].map((name) => tf.input({ shape: [2], name }));
      const sum = tf.layers.add().apply([left!, right!]) as tf.SymbolicTensor;
      const product = tf.layers.multiply().apply([left!, right!]) as tf.SymbolicTensor;
      return tf.model({ inputs: [left!, right!], outputs: [sum, product] });
    });
    const bytes = await exportOnnx(model);
    expect(await run(bytes, { left: [4, 2], right: [4, 2] }, 'output_0')).toEqual(new Float32Array(8).fill(2));
    expect(await run(bytes, { left: [4, 2], right: [4, 2] }, 'output_1')).toEqual(new Float32Array(8).fill(1));
  });

  it.each([
    ['one', [null, 3], { input: [4, 3] }],
    ['a list', [[null, 3], [null, 3]], { input_0: [4, 3], input_1: [4, 3] }],
    ['a record of one', { left: [null, 3] }, { left: [4, 3] }],
    ['lists in a record', { left: [[null, 3]], right: { shape: [null, 3], dtype: 'int32' } }, { left_0: [4, 3], right: [4, 3] }],
  ] as const)('takes the inputs that a model of ops states: %s', async (_, inputs, given) => {
    const forward = (tree: TensorTree): tf.Tensor =>
      tf.addN(treeLeaves(tree).map((leaf, index) => tf.mul(tf.cast(leaf, 'float32'), index + 1)));
    const model = defineModel({ inputs, forward });
    await model.build({ random: new RandomStreams(0) });
    const own = Object.keys(given).length;
    const bytes = await exportOnnx(model);
    const runtime = await loadRuntime();
    const session = await runtime.createSession(bytes, { threads: 1 });
    const isInteger = (name: string): boolean => name === 'right';
    const feeds = Object.entries(given).map(([name, shape], index) => {
      const values = Array.from({ length: 12 }, (_value, at) => at * (index + 1));
      return [name, isInteger(name) ? runtime.tensor('int32', Int32Array.from(values), shape) : runtime.tensor('float32', Float32Array.from(values), shape)] as const;
    });
    const { output } = await session.run(Object.fromEntries(feeds), { output: null });
    await session.release();
    // Σ (i + 1)² · at over the inputs.
    const factor = own === 1 ? 1 : 5;
    expect(Array.from(output!.data as Float32Array)).toEqual(Array.from({ length: 12 }, (_value, at) => factor * at));
  }); // prettier-ignore

  it('takes names of inputs in the order of those that the model states, and asks for sizes that are free', async () => {
    const model = defineModel({
      inputs: { left: [null, null], right: [null, 3] },
      forward: ({ left, right }) => tf.sub(tf.sum(left, 1, true), right),
    });
    await model.build({ random: new RandomStreams(0) });
    await expect(exportOnnx(model)).rejects.toThrow(
      'inputs must be given, since the model does not know the shape of its inputs: { left: { shape: [28, 28, 1] }, right:',
    );
    await expect(exportOnnx(model, { inputs: { a: { shape: [2] } } })).rejects.toThrow(
      "inputs must be 2, as many as the model takes (left, right), got ['a']",
    );
    const bytes = await exportOnnx(model, { inputs: { a: { shape: [2] }, b: { shape: [3] } } });
    expect(await run(bytes, { a: [4, 2], b: [4, 3] }, 'output')).toEqual(new Float32Array(12).fill(1));
  });

  it('makes predictions where there is a predictor', async () => {
    const model = await built(dense);
    const predictor = { name: 'largest', predict: (output: tf.Tensor) => tf.argMax(output, -1) };
    const bytes = await exportOnnx(model, { predictor });
    const expected = await tf.argMax(model.apply(tf.ones([2, 3])), -1).data();
    expect(Array.from(await run(bytes, { input: [2, 3] }, 'prediction'))).toEqual(Array.from(expected));
  });

  it('refuses what is no model, no option, no predictor, and inputs that are not known', async () => {
    const model = await built(dense);
    const { weights, outputShape, build, apply, read, getWeights, setWeights, summary, dispose } = model;
    const written: Model = { weights, outputShape, build, apply, read, getWeights, setWeights, summary, dispose };
    const cases: [Model, object][] = [
      [undefined as never, {}],
      [tf.sequential() as never, {}],
      [model, { predictors: 1 }],
      [model, { predictor: 'classification' }],
      [written, {}],
      [model, { inputs: { input: { shape: [3] }, other: { shape: [1] } } }],
    ];
    for (const [given, options] of cases) {
      await expect(exportOnnx(given, options)).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    }
    expect((await exportOnnx(written, { inputs: { x: { shape: [3] } } })).length).toBeGreaterThan(0);
  });

  it('refuses a model whose numbers depend on the batch size, and kernels that it does not know', async () => {
    const model = await built(dense);
    const custom = (apply: (x: tf.Tensor) => tf.Tensor): Model =>
      ({ ...model, weights: [], getWeights: () => Promise.resolve({}), apply }) as unknown as Model;
    const inputs = { x: { shape: [3] } };
    for (const apply of [
      (x: tf.Tensor) => tf.mul(x, tf.range(0, x.shape[0]).reshape([-1, 1])),
      (x: tf.Tensor) => tf.real(tf.complex(x, x)),
    ]) {
      await expect(exportOnnx(custom(apply), { inputs })).rejects.toMatchObject({ code: 'LML_UNTRACEABLE_STEP' });
    }
  });
});

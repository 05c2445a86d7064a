import * as tf from '@tensorflow/tfjs';

import type { DeviceValue } from '../engine.js';
import { built, dense, descentStep, engineFor, gradientName, numbers } from './layers-zoo.fixture.js';

const { layers } = tf;

describe('regularizers', () => {
  const sumOfSquares = (data: ArrayLike<number>): number =>
    Array.from(data).reduce((sum, value) => sum + value ** 2, 0);
  const l2 = tf.regularizers.l2({ l2: 0.5 });

  it('add to the loss, with a gradient', async () => {
    const make = () =>
      tf.sequential({
        layers: [
          layers.dense({ units: 2, inputShape: [3], kernelRegularizer: l2, biasInitializer: 'ones' }),
          layers.dense({ units: 1, biasRegularizer: tf.regularizers.l1({ l1: 0.25 }), biasInitializer: 'ones' }),
        ],
      });
    const model = await built(make);
    const values = await model.getWeights();
    const expected = 0.5 * sumOfSquares(values['dense_0/kernel']!.data as Float32Array) + 0.25;
    expect((await model.penalty!()!.data())[0]).toBeCloseTo(expected, 6);

    const engine = await engineFor(model);
    const input = { input: numbers([4, 3]) };
    const nothing = (output: tf.Tensor | tf.Tensor[]) => tf.mul<tf.Scalar>(0, tf.sum(output as tf.Tensor));
    const { scalars, outputs } = engine.run(descentStep(model, { loss: nothing, penalty: true }), input, { step: 0 });
    expect((await scalars['loss']!.read()).data[0]).toBeCloseTo(expected, 6);
    const gradient = (await (outputs[gradientName('dense_0/kernel')] as DeviceValue).read()).data;
    (values['dense_0/kernel']!.data as Float32Array).forEach((value, i) => expect(gradient[i]).toBeCloseTo(value, 6));
    expect((await (outputs[gradientName('dense_1/bias')] as DeviceValue).read()).data).toEqual(Float32Array.of(0.25));
    // The penalty is of what the engine holds, not of the model's own variables.
    const next = engine.run(descentStep(model, { loss: nothing, penalty: true }), input, { step: 1 });
    expect((await next.scalars['loss']!.read()).data[0]).toBeLessThan(expected * 0.9);
    engine.dispose();
    model.dispose();
  });

  it.each<[string, () => tf.LayersModel, string[]]>([
    [
      'a recurrent layer',
      () =>
        tf.sequential({
          layers: [layers.lstm({ units: 2, inputShape: [3, 2], kernelRegularizer: l2, recurrentRegularizer: l2 })],
        }),
      ['lstm_0/lstm_cell_0/kernel', 'lstm_0/lstm_cell_0/recurrent_kernel'],
    ],
    [
      'a wrapped layer',
      () =>
        tf.sequential({
          layers: [
            layers.timeDistributed({ layer: layers.dense({ units: 2, kernelRegularizer: l2 }), inputShape: [3, 2] }),
          ],
        }),
      ['time_distributed_0/dense_0/kernel'],
    ],
    [
      'both directions',
      () =>
        tf.sequential({
          layers: [
            layers.bidirectional({
              layer: layers.gru({ units: 2, kernelRegularizer: l2 }),
              mergeMode: 'ave',
              inputShape: [3, 2],
            }),
          ],
        }),
      ['bidirectional_0/forward_gru_0/gru_cell_0/kernel', 'bidirectional_0/backward_gru_0/gru_cell_0/kernel'],
    ],
    [
      'a nested model, once',
      () => {
        const inner = tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [3], kernelRegularizer: l2 })] });
        const input = tf.input({ shape: [3] });
        const twice = inner.apply(inner.apply(input)) as tf.SymbolicTensor;
        return tf.model({ inputs: input, outputs: twice });
      },
      ['sequential_0/dense_0/kernel'],
    ],
    [
      'a layer in two places, once',
      () => {
        const input = tf.input({ shape: [3] });
        const shared = layers.dense({ units: 3, kernelRegularizer: l2 });
        return tf.model({ inputs: input, outputs: shared.apply(shared.apply(input)) as tf.SymbolicTensor });
      },
      ['dense_0/kernel'],
    ],
  ])('count for %s', async (_, make, names) => {
    const model = await built(make);
    const values = await model.getWeights();
    const expected = names.reduce((sum, name) => sum + 0.5 * sumOfSquares(values[name]!.data as Float32Array), 0);
    expect((await model.penalty!()!.data())[0]).toBeCloseTo(expected, 5);
    model.dispose();
  });

  it('are undefined together where there is none', async () => {
    const model = await built(dense);
    expect(model.penalty!()).toBeUndefined();
    model.dispose();
  });
});

describe('constraints', () => {
  it('hold a weight after an update', async () => {
    const model = await built(() =>
      tf.sequential({
        layers: [
          layers.dense({ units: 2, inputShape: [2], kernelConstraint: tf.constraints.nonNeg() }),
          layers.dense({ units: 1, kernelConstraint: tf.constraints.maxNorm({ maxValue: 2, axis: 0 }) }),
        ],
      }),
    );
    const constrain = async (name: string, values: number[][]) =>
      (await model.constrain!(name, tf.tensor2d(values)).array()) as number[][];
    expect(await constrain('dense_0/kernel', [[1, -1], [-2, 3]])).toEqual([[1, 0], [0, 3]]); // prettier-ignore
    const [[a], [b]] = (await constrain('dense_1/kernel', [[3], [4]])) as [[number], [number]];
    expect(a).toBeCloseTo(1.2, 5);
    expect(b).toBeCloseTo(1.6, 5);
    const free = tf.tensor1d([-1, -2]);
    expect(model.constrain!('dense_0/bias', free)).toBe(free);
    expect(model.constrain!('no/such/weight', free)).toBe(free);
    model.dispose();
  });

  it('leave weights that are set as they are, and no tensors', async () => {
    const kernelConstraint = tf.constraints.minMaxNorm({ minValue: 0, maxValue: 2, rate: 0.5, axis: 0 });
    const model = await built(() => tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [1], kernelConstraint })] })); // prettier-ignore
    const before = tf.memory().numTensors;
    model.setWeights({ 'dense_0/kernel': { dtype: 'float32', shape: [1, 1], data: Float32Array.of(4) } });
    expect(tf.memory().numTensors).toBe(before);
    expect((await model.getWeights())['dense_0/kernel']!.data).toEqual(Float32Array.of(4));
    model.dispose();
  });

  it('hold the weights of recurrent cells', async () => {
    const model = await built(() =>
      tf.sequential({
        layers: [layers.gru({ units: 1, inputShape: [2, 1], recurrentConstraint: tf.constraints.nonNeg() })],
      }),
    );
    const held = model.constrain!('gru_0/gru_cell_0/recurrent_kernel', tf.tensor2d([[-1, 2, -3]]));
    expect(await held.array()).toEqual([[0, 2, 0]]);
    model.dispose();
  });
});

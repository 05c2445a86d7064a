/* eslint-disable no-restricted-properties -- what happens to Math.random is tested */
import * as tf from '@tensorflow/tfjs';

import { RandomStreams, fromLayers, ndArray } from '../index.js';
import { built, dense, zoo } from '../adapters/layers-zoo.fixture.js';

const { layers } = tf;

describe('first values', () => {
  const regression = () =>
    tf.sequential({
      layers: [
        layers.dense({ units: 4, inputShape: [3], biasInitializer: 'ones' }),
        layers.dense({ units: 2, kernelInitializer: 'orthogonal' }),
      ],
    });

  it('are those of the seed, for a function that makes a model', async () => {
    for (const name of Object.keys(zoo)) {
      const [a, b, c] = await Promise.all([1, 1, 2].map((seed) => built(zoo[name]!.make, {}, seed)));
      expect(await b!.getWeights()).toEqual(await a!.getWeights());
      const [values, others] = [await a!.getWeights(), await c!.getWeights()];
      const kernels = Object.keys(values).filter((weight) => /kernel|embeddings/.test(weight));
      for (const weight of kernels) expect([weight, others[weight]!.data]).not.toEqual([weight, values[weight]!.data]);
      for (const model of [a!, b!, c!]) model.dispose();
    }
  });

  it('follow the initializers of the layers', async () => {
    const model = await built(regression);
    const values = await model.getWeights();
    expect(values['dense_0/bias']!.data).toEqual(new Float32Array(4).fill(1));
    const square = tf.tensor(values['dense_1/kernel']!.data as Float32Array, [4, 2]);
    const product = await tf.matMul(square, square, true).data();
    [1, 0, 0, 1].forEach((value, index) => expect(product[index]).toBeCloseTo(value, 5));
    model.dispose();
  });

  it('have the unit forget bias of an LSTM, without a tensor left', async () => {
    const plain = tf.sequential({ layers: [layers.lstm({ units: 2, inputShape: [3, 1], unitForgetBias: true })] });
    const before = tf.memory().numTensors;
    const model = await built(plain, { reinitialise: true });
    expect(tf.memory().numTensors).toBe(before);
    const values = await model.getWeights();
    expect([...(values['lstm_0/lstm_cell_0/bias']!.data as Float32Array)]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    model.dispose();
  });

  it('of one weight do not depend on the others', async () => {
    const small = await built(dense);
    const large = await built(() =>
      tf.sequential({ layers: [layers.dense({ units: 2, inputShape: [3] }), layers.dense({ units: 5 })] }),
    );
    const [a, b] = [await small.getWeights(), await large.getWeights()];
    expect(b['dense_0/kernel']).toEqual(a['dense_0/kernel']);
    small.dispose();
    large.dispose();
  });

  it('depend on the prefix that a group puts before names', async () => {
    const [plain, prefixed] = [fromLayers(dense), fromLayers(dense)];
    await plain.build({ random: new RandomStreams(1) });
    await prefixed.build({ random: new RandomStreams(1), prefix: 'critic/' });
    expect(prefixed.weights).toEqual(plain.weights);
    expect(await prefixed.getWeights()).not.toEqual(await plain.getWeights());
    plain.dispose();
    prefixed.dispose();
  });

  it('keep a seed that the user gave to an initializer', async () => {
    const make = () =>
      tf.sequential({
        layers: [
          layers.dense({ units: 2, inputShape: [3], kernelInitializer: tf.initializers.glorotNormal({ seed: 5 }) }),
        ],
      });
    const [a, b] = [await built(make, {}, 1), await built(make, {}, 2)];
    expect(await a.getWeights()).toEqual(await b.getWeights());
    a.dispose();
    b.dispose();
  });

  it('are kept for a model that was given, unless it is to be initialised anew', async () => {
    const original = dense();
    const before = (await Promise.all(original.getWeights().map((weight) => weight.data()))).map((data) =>
      data.slice(),
    );
    const kept = await built(original);
    expect(Object.values(await kept.getWeights()).map(({ data }) => data)).toEqual(before);
    const anew = await built(original, { reinitialise: true });
    expect((await anew.getWeights())['dense_0/kernel']!.data).not.toEqual(before[0]);
    expect(await anew.getWeights()).toEqual(await (await built(dense)).getWeights());
  });

  it('are kept for a function where reinitialise is off', async () => {
    const make = () =>
      tf.sequential({
        layers: [layers.dense({ units: 1, inputShape: [1], weights: [tf.tensor2d([[3]]), tf.tensor1d([4])] })],
      });
    const model = await built(make, { reinitialise: false });
    expect(await model.getWeights()).toEqual({ 'dense_0/kernel': ndArray([[3]]), 'dense_0/bias': ndArray([4]) });
    model.dispose();
  });

  it('are made once: a second build changes nothing', async () => {
    let made = 0;
    const model = fromLayers(() => {
      made++;
      return dense();
    });
    await model.build({ random: new RandomStreams(1) });
    const values = await model.getWeights();
    await model.build({ random: new RandomStreams(2) });
    expect([made, await model.getWeights()]).toEqual([1, values]);
    model.dispose();
  });

  it('leave Math.random as it was', async () => {
    const own = Math.random;
    (await built(regression)).dispose();
    expect(Math.random).toBe(own);
  });

  it('that no memory holds are refused by the name of the weight', async () => {
    const fails = Object.assign(tf.initializers.zeros(), {
      apply: () => {
        throw new RangeError('Array buffer allocation failed');
      },
    });
    const huge = () => tf.sequential({ layers: [layers.dense({ units: 1e12, inputShape: [3] })] });
    const full = () => tf.sequential({ layers: [layers.dense({ units: 2, inputShape: [3], biasInitializer: fails })] });
    const code = 'LML_UNSUPPORTED_MODEL';
    await expect(built(huge)).rejects.toMatchObject({ code });
    await expect(built(huge)).rejects.toThrow("'kernel' has the shape [3, 1000000000000], 3000000000000 values");
    await expect(built(full)).rejects.toMatchObject({ code });
    await expect(built(full)).rejects.toThrow("'bias' has the shape [2], 2 values, for which there is no memory");
  });
});

import * as tf from '@tensorflow/tfjs';

import { cloneModel, defineModel, eager, freeze, fromLayers, mapWeights, ndArray, RandomStreams, Trainer, unfreeze, type Model } from '../index.js'; // prettier-ignore
import { tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';

const network = (): Model =>
  fromLayers(() =>
    tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] }), tf.layers.dense({ units: 1 })] }),
  );

/** W + A·B for every kernel, of which A and B alone are trained. */
const lowRank = (model: Model, rank: number): Model =>
  mapWeights(
    freeze(model),
    (name, read) =>
      name.endsWith('/kernel') ? tf.add(read(name), tf.matMul(read(`${name}/a`), read(`${name}/b`))) : read(name),
    {
      weights: (all) =>
        Object.fromEntries(
          all
            .filter(({ name }) => name.endsWith('/kernel'))
            .flatMap(({ name, shape }) => [
              [`${name}/a`, { shape: [shape[0]!, rank] }],
              [`${name}/b`, { shape: [rank, shape[1]!], initializer: 'zeros' as const }],
            ]),
        ),
    },
  );

const fit = (model: Model): Promise<unknown> =>
  new Trainer({ maxEpochs: 2, loggers: [], progressBar: false, engine: eager() }).fit(
    tinyLearner({ model, data: tinyData(), metrics: [] }),
  );

describe('mapWeights', () => {
  it('trains weights of its own over those of a frozen model', async () => {
    const base = network();
    const model = lowRank(base, 1);
    await model.build({ random: new RandomStreams(0) });
    const x = tf.tensor2d([[1, 2, 3]]);
    expect(await model.apply(x).data()).toEqual(await base.apply(x).data());
    expect(model.summary()).toMatchObject({ parameters: 19, trainableParameters: 8 });
    expect(model.outputShape).toEqual([null, 1]);
    const before = await model.getWeights();
    await fit(model);
    const after = await model.getWeights();
    expect(Object.keys(before).filter((name) => String(before[name]!.data) !== String(after[name]!.data))).toEqual([
      'dense_0/kernel/a',
      'dense_0/kernel/b',
      'dense_1/kernel/a',
      'dense_1/kernel/b',
    ]);
    // The same by hand: x · (W₀ + A₀B₀) · (W₁ + A₁B₁), as biases stay 0.
    const tensor = (name: string): tf.Tensor2D => tf.tensor2d(after[name]!.data as Float32Array, after[name]!.shape as [number, number]); // prettier-ignore
    const kernel = (name: string): tf.Tensor2D => tf.add(tensor(name), tf.matMul(tensor(`${name}/a`), tensor(`${name}/b`))); // prettier-ignore
    const expected = await tf.matMul(tf.matMul(x, kernel('dense_0/kernel')), kernel('dense_1/kernel')).data();
    expect((await model.apply(x).data())[0]).toBeCloseTo(expected[0]!, 5);
    expect(await model.apply(x).data()).not.toEqual(await base.apply(x).data());
    expect(await cloneOf(model, x)).toEqual(await model.apply(x).data());
  });

  it('masks weights, which then get no gradient and stay 0 in what is computed', async () => {
    const mask = ndArray([[1, 0], [0, 1], [1, 1]]); // prettier-ignore
    const model = mapWeights(
      network(),
      (name, read) => (name === 'dense_0/kernel' ? tf.mul(read(name), read('mask')) : read(name)),
      { weights: { mask: { shape: [3, 2], initializer: mask, trainable: false } } },
    );
    await model.build({ random: new RandomStreams(0) });
    const before = (await model.getWeights())['dense_0/kernel']!.data as Float32Array;
    await fit(model);
    const after = (await model.getWeights())['dense_0/kernel']!.data as Float32Array;
    const isMoved = Array.from(before, (value, at) => (value === after[at] ? 0 : 1));
    expect(isMoved).toEqual(Array.from(mask.data as Float64Array));
  });

  it('maps a model of ops, and a model that is mapped already', async () => {
    const base = defineModel({ inputs: [null, 1], weights: { w: { shape: [1], initializer: 'ones' } }, forward: (x, { weights: { w } }) => tf.mul(x, w) }); // prettier-ignore
    const twice = mapWeights(base, (name, read) => tf.mul(read(name), read('factor')), { weights: { factor: { shape: [1], initializer: ndArray([3]) } } }); // prettier-ignore
    const model = mapWeights(twice, (name, read) =>
      name === 'factor' ? tf.add(read(name), 1) : tf.add(read(name), 10),
    );
    await model.build({ random: new RandomStreams(0) });
    // (1 + 10) · (3 + 1)
    expect(await model.apply(tf.ones([1, 1])).data()).toEqual(Float32Array.of(44));
    model.setWeights({ w: ndArray([2]), factor: ndArray([0]) });
    expect(await model.apply(tf.ones([1, 1])).data()).toEqual(Float32Array.of(12));
    expect(model.isFresh).toBe(false);
    freeze(model, 'factor');
    expect(model.weights.map(({ name, trainable }) => [name, trainable])).toEqual([['w', true], ['factor', false]]); // prettier-ignore
    unfreeze(model);
    expect(model.weights.every(({ trainable }) => trainable)).toBe(true);
    const { numTensors } = tf.memory();
    model.dispose();
    expect(tf.memory().numTensors).toBe(numTensors - 2);
  });

  it('refuses a name that the model has, another shape, and what is no tensor', async () => {
    const taken = mapWeights(network(), (name, read) => read(name), { weights: { 'dense_0/bias': { shape: [2] } } });
    await expect(taken.build({ random: new RandomStreams(0) })).rejects.toThrow(/got 'dense_0\/bias'/);
    const wide = mapWeights(network(), (name, read) => tf.concat([read(name), read(name)]));
    await wide.build({ random: new RandomStreams(0) });
    expect(() => wide.apply(tf.ones([1, 3]))).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
    const none = mapWeights(network(), () => undefined as never);
    await none.build({ random: new RandomStreams(0) });
    expect(() => none.apply(tf.ones([1, 3]))).toThrow(/what map gives for 'dense_0\/kernel' must be a tensor/);
    expect(() => mapWeights(network(), undefined as never)).toThrow(/map must be a function/);
  });
});

/** What a copy of a model gives. */
async function cloneOf(model: Model, x: tf.Tensor): Promise<unknown> {
  const copy = cloneModel(model);
  await copy.build({ random: new RandomStreams(0) });
  return copy.apply(x).data();
}

import { create, RandomStreams } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { contrastive, crossEntropy, linearCrossEntropy, mse, multiHead } from '../index.js';

const number = async (tensor: tf.Tensor): Promise<number> => (await tensor.data())[0]!;
const prediction = { kind: tf.tensor2d([[2, 0], [0, 0]]), size: tf.tensor1d([3, 1]), spare: tf.scalar(7) }; // prettier-ignore
const target = { kind: tf.tensor1d([0, 1], 'int32'), size: tf.tensor1d([1, 1]) };
const [near, even] = [Math.log1p(Math.exp(-2)), Math.LN2];

describe('multi-head', () => {
  it('sums the losses of outputs, each times its weight', async () => {
    const losses = { kind: crossEntropy(), size: mse() };
    expect(await number(multiHead({ losses })(prediction, target))).toBeCloseTo((near + even) / 2 + 2, 6);
    const weighted = multiHead({ losses, weights: { kind: 2, size: -0.5 } });
    expect(await number(weighted(prediction, target))).toBeCloseTo(near + even - 1, 6);
  });

  it('takes one target, and one weight, for all', async () => {
    const loss = multiHead({ losses: { 0: mse(), 1: mse() } });
    const outputs = [tf.tensor1d([1, 2]), tf.tensor1d([3, 4])];
    expect(await number(loss(outputs, tf.tensor1d([1, 1])))).toBe(0.5 + 6.5);
    expect(await number(loss(outputs, tf.tensor1d([1, 1]), tf.tensor1d([1, 3])))).toBe(0.75 + (4 + 27) / 4);
    expect(await number(loss(outputs, tf.tensor1d([1, 1]), { 1: tf.tensor1d([1, 3]) }))).toBe(0.5 + (4 + 27) / 4);
  });

  it('is made of data', async () => {
    const loss = create('loss', 'multi-head', { losses: { size: { name: 'mse', reduction: 'sum' } } });
    expect(await number(loss(prediction, target))).toBe(4);
    expect(loss.heads!(prediction, target)['size']).toMatchObject({ total: undefined, factor: 1 });
  });

  it('learns weights, which are best where each is the logarithm of its loss', async () => {
    const loss = multiHead({ losses: { kind: crossEntropy(), size: mse() }, weights: 'learnt' });
    const [ofKind, ofSize] = [(near + even) / 2, 2];
    expect(await number(loss(prediction, target))).toBeCloseTo(ofKind + ofSize, 6);
    const best = Float32Array.of(Math.log(ofKind), Math.log(ofSize));
    loss.load!({ logVariances: { dtype: 'float32', shape: [2], data: best } });
    expect(await number(loss(prediction, target))).toBeCloseTo(1 + best[0]! + 1 + best[1]!, 5);
    expect(await number(loss.heads!(prediction, target)['size']!.value)).toBeCloseTo(1 + best[1]!, 6);
  });

  it('keeps what its losses own beside its weights', async () => {
    const own = linearCrossEntropy({ inFeatures: 2, numClasses: 2 });
    const loss = multiHead({ losses: { kind: own, size: mse() }, weights: 'learnt' });
    const context = {
      model: {} as never,
      weights: {},
      parameters: [],
      random: () => new RandomStreams(0).at('init', 0),
    };
    const entries = await loss.state!(context);
    expect(entries.map(({ name }) => name)).toEqual(['logVariances', 'kind/kernel']);
    loss.load!(Object.fromEntries(entries.map(({ name, value }) => [name, value])));
    expect((await own.state!(context))[0]!.value).toEqual(entries[1]!.value);
  });

  it('keeps the terms of a loss of several apart, with means of their own', async () => {
    const loss = multiHead({ losses: { near: contrastive(), size: mse() }, weights: { near: 2 } });
    const outputs = { near: tf.tensor2d([[1, 0], [0, 1], [1, 1]]), size: tf.zeros([3]) }; // prettier-ignore
    const targets = { near: tf.tensor1d([0, 0, 1], 'int32'), size: tf.ones([3]) };
    expect(loss.headNames).toEqual(['near/positive', 'near/negative', 'size']);
    const heads = loss.heads!(outputs, targets);
    expect(Object.keys(heads)).toEqual(loss.headNames);
    expect(heads['near/negative']).toMatchObject({ factor: 2 });
    const alone = await number(contrastive()(outputs.near, targets.near));
    expect(await number(loss(outputs, targets))).toBeCloseTo(2 * alone + 1, 5);
  });

  it('says which output is missing', () => {
    const loss = multiHead({ losses: { kinds: crossEntropy() } });
    const message = "The prediction of multi-head must be a record of outputs with 'kinds'";
    expect(() => loss(prediction, target)).toThrow(message);
    expect(() => loss(prediction, target)).toThrow('The model gives: kind, size, spare.');
    expect(() => loss(tf.scalar(1), tf.scalar(1))).toThrow('The model gives: one tensor.');
    expect(() => multiHead({ losses: { kind: crossEntropy() } })(prediction, {})).toThrow(
      'The target of cross-entropy must be one tensor, got undefined',
    );
  });

  it.each([
    [{ losses: {} }, 'losses: must name at least one output and its loss'],
    [{ losses: { a: contrastive() }, weights: 'learnt' as const }, 'losses.a: must be of one term'],
    [{ losses: { a: mse({ reduction: 'none' }) } }, "losses.a: must be a scalar: give it reduction 'mean' or 'sum'"],
    [{ losses: { a: mse() }, weights: { b: 1 } }, 'weights.b: must be the weight of a loss that is given: a'],
  ])('refuses options %#', (options, message) => {
    expect(() => multiHead(options)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => multiHead(options)).toThrow(message);
  });
});

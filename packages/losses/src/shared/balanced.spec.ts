import { create, ndArray, RandomStreams, type StateContext, type TreeLoss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { bceWithLogits, crossEntropy, mse, multiHead } from '../index.js';

/** What a loss owns when a fit begins, with these training targets. */
const fittedTo = async (loss: TreeLoss, targets: readonly unknown[]): Promise<Record<string, number[]>> => {
  const context: StateContext = {
    model: {} as never,
    weights: {},
    parameters: [],
    random: () => new RandomStreams(0).at('init', 0),
    async *targets() {
      yield* targets;
    },
  };
  const entries = await loss.state!(context);
  loss.load!(Object.fromEntries(entries.map(({ name, value }) => [name, value])));
  return Object.fromEntries(entries.map(({ name, value }) => [name, Array.from(value.data as Float32Array)]));
};
const indices = (...data: number[]) => ndArray(Int32Array.from(data));
const refused = expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' });

describe('Balanced weights', () => {
  // As sklearn.utils.class_weight.compute_class_weight('balanced', …) gives.
  it.each([
    ['numbers', [0, 0, 0, 1, 2, 2], [2 / 3, 2, 1]],
    ['scalars', [ndArray(0), ndArray(1), ndArray(1)], [1.5, 0.75]],
    ['positions, some ignored', [indices(0, 1, 1), indices(1, -100, 0)], [5 / 4, 5 / 6]],
    ['one class', [0, 0], [1]],
  ])('are those of scikit-learn, of %s', async (_, targets, expected) => {
    const { balance } = await fittedTo(crossEntropy({ weight: 'balanced' }), targets);
    balance!.forEach((weight, index) => expect(weight).toBeCloseTo(expected[index]!, 6));
    expect(balance).toHaveLength(expected.length);
  });

  it('weigh as numbers that are given', async () => {
    const loss = create('loss', 'cross-entropy', { weight: 'balanced' });
    await fittedTo(loss, [0, 0, 0, 1, 2, 2]);
    const [logits, target] = [tf.tensor2d([[1, 0, 2], [0, 3, 1]]), tf.tensor1d([0, 1], 'int32')]; // prettier-ignore
    const given = crossEntropy({ weight: [2 / 3, 2, 1] });
    expect(loss(logits, target).dataSync()[0]).toBeCloseTo(given(logits, target).dataSync()[0]!, 6);
    expect((loss.total!(logits, target) as tf.Tensor).dataSync()[0]).toBeCloseTo(8 / 3, 5);
  });

  it('are of each head its own', async () => {
    const losses = { kind: crossEntropy({ weight: 'balanced' }), size: mse() };
    const targets = [{ kind: 0, size: 0.5 }, { kind: 1, size: 2 }, { kind: 0, size: 3 }]; // prettier-ignore
    expect(await fittedTo(multiHead({ losses }), targets)).toEqual({ 'kind/balance': [0.75, 1.5] });
  });

  it('of positive targets are what negative ones are by them', async () => {
    const rows = [ndArray([1, 0, 0]), ndArray([1, 1, 0]), ndArray([1, 0, 1]), ndArray([0, 0, 1])];
    const loss = bceWithLogits({ posWeight: 'balanced', reduction: 'none' });
    expect((await fittedTo(loss, rows))['balance']![0]).toBeCloseTo(1 / 3, 6);
    const [values] = [loss(tf.zeros([1, 3]), tf.ones([1, 3])).dataSync()];
    [1 / 3, 3, 1].forEach((weight, output) => expect(values[output]).toBeCloseTo(weight * Math.LN2, 5));
    expect(await fittedTo(bceWithLogits({ posWeight: 'balanced' }), [0, 1, 0, 0, 0])).toEqual({ balance: [4] });
  });

  it('refuse a class that is absent, and targets that are no indices', async () => {
    const of = (...targets: unknown[]) => fittedTo(crossEntropy({ weight: 'balanced' }), targets);
    await expect(of(0, 2, 2)).rejects.toThrow('no target of class 1, among 0 to 2');
    for (const targets of [[0, 2], [], ['a'], [-1], [0.5], [ndArray([0, 1])], [undefined]])
      await expect(of(...targets)).rejects.toEqual(refused);
    await expect(fittedTo(bceWithLogits({ posWeight: 'balanced' }), [0, 0])).rejects.toEqual(refused);
    await expect(fittedTo(bceWithLogits({ posWeight: 'balanced' }), [2])).rejects.toEqual(refused);
  });

  it('are there after a fit, for as many classes as the model has', async () => {
    const loss = crossEntropy({ weight: 'balanced' });
    const compute = (): unknown => loss(tf.zeros([1, 3]), tf.zeros([1], 'int32'));
    expect(compute).toThrow(expect.objectContaining({ code: 'LML_NOT_FITTED' }));
    await fittedTo(loss, [0, 1]);
    expect(compute).toThrow('cross-entropy has 2 class weights');
    expect(compute).toThrow('The training data do not have the last classes.');
  });
});

import * as tf from '@tensorflow/tfjs';

import { crossEntropy, mse, ntXent } from '../index.js';
import { pairLoss } from './pair-loss.js';

const bias = pairLoss({
  name: 'bias',
  reduction: 'mean',
  value: ({ prediction, target }) => tf.mean(tf.sub(prediction, target)),
  total: ({ prediction, weight }) => (weight === undefined ? prediction.size : tf.sum(weight)),
});
const [prediction, target] = [tf.tensor1d([3, 4]), tf.tensor1d([1, 1])];
const number = async (value: tf.Tensor | number | undefined): Promise<number | undefined> =>
  value instanceof tf.Tensor ? (await value.data())[0] : value;

describe('pairLoss', () => {
  it('gives the loss, and what its mean divides by', async () => {
    expect(await number(bias(prediction, target))).toBe(2.5);
    expect(await number(bias.total?.(prediction, target))).toBe(2);
    expect(await number(bias.total?.(prediction, target, tf.tensor1d([1, 5])))).toBe(6);
    expect(bias.reduction).toBe('mean');
    expect(bias).not.toHaveProperty('counts');
  });

  it('keeps no tensor but its result', () => {
    const before = tf.memory().numTensors;
    bias(prediction, target).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['prediction', () => bias({ a: prediction } as never, target), /prediction of bias must be one tensor.*multi-head/],
    ['target', () => bias(prediction, undefined as never), /target of bias must be one tensor, got undefined/],
    ['weight', () => bias(prediction, target, [target] as never), /weight of bias must be one tensor/],
  ])('refuses a %s that is none', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(act).toThrow(message);
  });

  it.each([
    ['elements', mse(), tf.zeros([2, 3]), tf.zeros([2, 3]), undefined, 6],
    ['weights of elements', mse(), tf.zeros([2, 3]), tf.zeros([2, 3]), tf.tensor1d([1, 3]), 12],
    ['classes', crossEntropy({ ignoreIndex: 1 }), tf.zeros([3, 2]), tf.tensor1d([0, 1, 0]), undefined, 2],
    ['weights of classes', crossEntropy({ weight: [1, 9] }), tf.zeros([2, 2]), tf.tensor1d([0, 1]), undefined, 10],
    ['probabilities', crossEntropy({ weight: [1, 9] }), tf.zeros([2, 2]), tf.ones([2, 2]), undefined, 2],
    ['pairs', ntXent(), tf.ones([3, 2]), tf.ones([3, 2]), undefined, 6],
    ['pairs of one view', ntXent({ symmetric: false }), tf.ones([2, 2]), tf.ones([2, 2]), tf.tensor1d([1, 3]), 4],
  ])('divides by %s', async (_, loss, output, answer, weight, expected) => {
    expect(await number(loss.total?.(output, answer, weight))).toBe(expected);
  });
});

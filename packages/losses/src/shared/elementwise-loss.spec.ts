import * as tf from '@tensorflow/tfjs';

import { elementwiseLoss } from './elementwise-loss.js';

const distance = (reduction: 'mean' | 'sum' | 'none') =>
  elementwiseLoss({
    name: 'distance',
    reduction,
    values: ({ prediction, target }) => tf.abs(tf.sub(prediction, target)),
  });
const numbers = async (tensor: tf.Tensor): Promise<number[]> => Array.from(await tensor.data());

describe('elementwiseLoss', () => {
  const prediction = tf.tensor([1, 2, 3, 4], [2, 2]);
  const target = tf.tensor([0, 4, 3, 8], [2, 2], 'int32');

  it.each([
    ['mean', undefined, [7 / 4]],
    ['sum', undefined, [7]],
    ['none', undefined, [1, 2, 0, 4]],
    ['mean', [1, 3], [(3 + 12) / 8]],
    ['sum', [1, 3], [15]],
    ['none', [1, 3], [1, 2, 0, 12]],
  ] as const)('reduces to the %s with weights %j', async (reduction, weight, expected) => {
    const value = distance(reduction)(prediction, target, weight && tf.tensor1d([...weight]));
    expect(await numbers(value)).toEqual(expected);
  });

  it('has mean NaN and sum 0 over nothing', async () => {
    const none = tf.zeros([0, 2]);
    expect(await numbers(distance('mean')(none, none))).toEqual([NaN]);
    expect(await numbers(distance('sum')(none, none))).toEqual([0]);
  });

  it('refuses other shapes in the name of the loss, with the advice given', () => {
    expect(() => distance('mean')(tf.zeros([2, 3]), tf.zeros([2]))).toThrow(
      /^distance needs .* learnt by cross-entropy/,
    );
    const loss = elementwiseLoss({ name: 'd', reduction: 'sum', values: (x) => x.target, ofClasses: 'Encode them.' });
    expect(() => loss(tf.zeros([2, 3]), tf.zeros([2]))).toThrow(/Encode them\./);
    expect(() => distance('mean')(prediction, target, tf.zeros([3]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });

  it('keeps no tensor but its result', () => {
    const before = tf.memory().numTensors;
    distance('mean')(prediction, target).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

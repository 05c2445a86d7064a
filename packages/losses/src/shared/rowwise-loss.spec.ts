import * as tf from '@tensorflow/tfjs';

import { rowwiseLoss } from './rowwise-loss.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const distance = (reduction: 'mean' | 'sum' | 'none') =>
  rowwiseLoss({
    name: 'distance',
    reduction,
    values: ({ prediction, target }) => tf.sqrt(tf.sum(tf.squaredDifference(prediction, target), -1)),
  });

describe('Losses by rows', () => {
  const [x, y] = [tf.tensor3d([[[3, 4], [0, 0]], [[6, 8], [0, 1]]]), tf.zeros([2, 2, 2])]; // prettier-ignore

  it('weigh samples or positions, and divide by the weights', () => {
    expect(numbers(distance('mean')(x, y))).toEqual([4]);
    expect(numbers(distance('mean')(x, y, tf.tensor1d([1, 3])))).toEqual([(5 + 3 * 11) / 8]);
    expect(numbers(distance('sum')(x, y, tf.tensor2d([[1, 0], [0, 2]])))).toEqual([7]); // prettier-ignore
    expect(numbers(distance('none')(x, y, tf.tensor1d([1, 3])))).toEqual([5, 0, 30, 3]);
    expect(distance('mean').total?.(x, y)).toBe(4);
  });

  it('refuse other shapes, rows and weights', () => {
    const refused = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => distance('mean')(x, tf.zeros([2, 2, 1]))).toThrow(refused);
    expect(() => distance('mean')(tf.zeros([2]), tf.zeros([2]))).toThrow(refused);
    expect(() => distance('mean')(x, y, tf.zeros([3]))).toThrow(refused);
  });
});

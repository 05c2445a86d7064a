import { measureLoss, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { layersLoss, tfjsLoss } from './tfjs-loss.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const prediction = tf.tensor2d([[1, 3], [2, 4], [8, 0]]); // prettier-ignore
const target = tf.zeros([3, 2]);
const weight = tf.tensor1d([2, 0, 1]);

const elements = (reduction: 'mean' | 'sum-by-nonzero-weights'): Loss =>
  tfjsLoss({ name: 'elements', reduction, values: (pair) => pair.prediction });
const rows = layersLoss({ name: 'rows', reduction: 'mean', values: (pair) => tf.mean(pair.prediction, -1) });

/** The loss of the samples in two batches, put together. */
function epochOf(loss: Loss): number {
  const terms = [0, 1].map((batch) => {
    const [from, size] = batch === 0 ? [0, 1] : [1, 2];
    const parts = [prediction, target, weight].map((tensor) => tf.slice(tensor, from, size));
    const { value, total } = measureLoss(loss, ...(parts as [tf.Tensor, tf.Tensor, tf.Tensor]));
    return [numbers(value)[0]!, typeof total === 'object' ? numbers(total)[0]! : total!];
  });
  const sum = terms.reduce((all, [value, total]) => all + value! * total!, 0);
  return sum / terms.reduce((all, [, total]) => all + total!, 0);
}

describe('losses of TensorFlow.js', () => {
  it.each([
    ['the weights', elements('mean'), 16 / 6],
    ['the number of weights that are not 0', elements('sum-by-nonzero-weights'), 16 / 4],
    ['the number of values', rows, (2 * 2 + 4) / 3],
  ])('divide by %s, by which batches are put together', (_, loss, expected) => {
    expect(numbers(loss(prediction, target, weight))[0]).toBeCloseTo(expected, 5);
    expect(epochOf(loss)).toBeCloseTo(expected, 5);
  });

  it('have a sum of 0 and means of NaN where there is nothing', () => {
    const none = tf.zeros([0, 2]);
    expect(numbers(elements('sum-by-nonzero-weights')(none, none))).toEqual([NaN]);
    expect(numbers(tfjsLoss({ name: 'sum', reduction: 'sum', values: (pair) => pair.prediction })(none, none))).toEqual(
      [0],
    );
  });

  it('refuse shapes that would broadcast, weights that do not fit, and rows that are none', () => {
    const code = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => elements('mean')(prediction, tf.zeros([3, 1]))).toThrow(code);
    expect(() => elements('mean')(prediction, target, tf.ones([2]))).toThrow(code);
    expect(() => rows(tf.zeros([3]), tf.zeros([3]))).toThrow(/^rows needs rows .* got \[3\]/);
  });
});

import * as tf from '@tensorflow/tfjs';

import { tfjsAbsoluteDifference } from './absolute-difference.js';
import { difference, numbers, reals, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/absolute-difference', () => {
  it.each(REDUCTIONS)('is tf.losses.absoluteDifference with reduction %s', (reduction, theirs) => {
    const loss = tfjsAbsoluteDifference({ reduction });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.absoluteDifference(labels, predictions, weights && tf.reshape(weights, [-1, 1]), theirs);
    expect(difference(loss, compute, reals)).toBeLessThan(1e-5);
  });

  it('has gradient 0 where both are equal', () => {
    const gradient = tf.grad((x) => tfjsAbsoluteDifference({ reduction: 'sum' })(x, tf.tensor1d([1, 1, 1])));
    expect(numbers(gradient(tf.tensor1d([0, 1, 3])))).toEqual([-1, 0, 1]);
  });
});

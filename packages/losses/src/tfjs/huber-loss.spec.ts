import * as tf from '@tensorflow/tfjs';

import { tfjsHuberLoss } from './huber-loss.js';
import { difference, numbers, reals, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/huber-loss', () => {
  it.each(REDUCTIONS)('is tf.losses.huberLoss with reduction %s', (reduction, theirs) => {
    const loss = tfjsHuberLoss({ reduction, delta: 0.5 });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.huberLoss(labels, predictions, weights && tf.reshape(weights, [-1, 1]), 0.5, theirs);
    expect(difference(loss, compute, reals)).toBeLessThan(1e-5);
  });

  it('has a slope of at most delta', () => {
    const gradient = tf.grad((x) => tfjsHuberLoss({ reduction: 'sum', delta: 2 })(x, tf.zeros([5])));
    expect(numbers(gradient(tf.tensor1d([-1e30, -1, 0, 2, 1e30])))).toEqual([-2, -1, 0, 2, 2]);
  });
});

import * as tf from '@tensorflow/tfjs';

import { tfjsLogLoss } from './log-loss.js';
import { difference, numbers, shares, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/log-loss', () => {
  it.each(REDUCTIONS)('is tf.losses.logLoss with reduction %s', (reduction, theirs) => {
    const loss = tfjsLogLoss({ reduction, epsilon: 0.01 });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.logLoss(labels, predictions, weights && tf.reshape(weights, [-1, 1]), 0.01, theirs);
    expect(difference(loss, compute, shares)).toBeLessThan(1e-5);
  });

  it('is finite for probabilities that are wrong', () => {
    const loss = tfjsLogLoss({ reduction: 'sum', epsilon: 0.125 });
    const wrong = tf.tensor1d([0, 1]);
    expect(numbers(loss(wrong, tf.tensor1d([1, 0])))[0]).toBeCloseTo(2 * Math.log(8), 5);
    expect(numbers(tf.grad((x) => loss(x, tf.tensor1d([1, 0])))(wrong))).toEqual([-8, 8]);
  });
});

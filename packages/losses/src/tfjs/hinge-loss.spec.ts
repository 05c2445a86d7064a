import * as tf from '@tensorflow/tfjs';

import { tfjsHingeLoss } from './hinge-loss.js';
import { difference, numbers, reals, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/hinge-loss', () => {
  it.each(REDUCTIONS)('is tf.losses.hingeLoss with reduction %s', (reduction, theirs) => {
    const loss = tfjsHingeLoss({ reduction });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.hingeLoss(labels, predictions, weights && tf.reshape(weights, [-1, 1]), theirs);
    expect(difference(loss, compute, reals)).toBeLessThan(1e-5);
  });

  it('learns nothing from what is right by more than the margin', () => {
    const gradient = tf.grad((x) => tfjsHingeLoss({ reduction: 'sum' })(x, tf.tensor1d([1, 1, 0, 0])));
    expect(numbers(gradient(tf.tensor1d([2, -1e4, -2, 1e4])))).toEqual([0, -1, 0, 1]);
  });
});

import * as tf from '@tensorflow/tfjs';

import { tfjsSigmoidCrossEntropy } from './sigmoid-cross-entropy.js';
import { difference, numbers, reals, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/sigmoid-cross-entropy', () => {
  it.each(REDUCTIONS)('is tf.losses.sigmoidCrossEntropy with reduction %s', (reduction, theirs) => {
    const loss = tfjsSigmoidCrossEntropy({ reduction, labelSmoothing: 0.25 });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.sigmoidCrossEntropy(labels, predictions, weights && tf.reshape(weights, [-1, 1]), 0.25, theirs);
    expect(difference(loss, compute, reals)).toBeLessThan(1e-5);
  });

  it('has the slope of its limit at 0, and a finite one far from it', () => {
    const gradient = tf.grad((x) => tfjsSigmoidCrossEntropy({ reduction: 'sum' })(x, tf.tensor1d([1, 0, 1, 0])));
    expect(numbers(gradient(tf.tensor1d([0, 0, -1e4, 1e4])))).toEqual([-0.5, 0.5, -1, 1]);
  });
});

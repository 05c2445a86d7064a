import * as tf from '@tensorflow/tfjs';

import { tfjsMeanSquaredError } from './mean-squared-error.js';
import { difference, numbers, reals, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/mean-squared-error', () => {
  it.each(REDUCTIONS)('is tf.losses.meanSquaredError with reduction %s', (reduction, theirs) => {
    const loss = tfjsMeanSquaredError({ reduction });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.meanSquaredError(labels, predictions, weights && tf.reshape(weights, [-1, 1]), theirs);
    expect(difference(loss, compute, reals)).toBeLessThan(1e-5);
  });

  it('takes integers', () => {
    expect(numbers(tfjsMeanSquaredError()(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([4, 2], 'int32')))).toEqual([4.5]);
  });
});

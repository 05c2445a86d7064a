import * as tf from '@tensorflow/tfjs';

import { tfjsMeanAbsoluteError } from './mean-absolute-error.js';
import { difference, meanOfFit, numbers, reals } from './tfjs.fixture.js';

describe('tfjs/mean-absolute-error', () => {
  it('is tf.metrics.meanAbsoluteError with the mean of LayersModel.fit', () => {
    const theirs = meanOfFit(tf.metrics.meanAbsoluteError);
    expect(difference(tfjsMeanAbsoluteError(), theirs, reals)).toBeLessThan(1e-5);
  });

  it('has gradient 0 where both are equal', () => {
    const gradient = tf.grad((x) => tfjsMeanAbsoluteError({ reduction: 'sum' })(x, tf.tensor2d([[1, 1]])));
    expect(numbers(gradient(tf.tensor2d([[1, 3]])))).toEqual([0, 0.5]);
  });
});

import * as tf from '@tensorflow/tfjs';

import { tfjsMeanAbsolutePercentageError } from './mean-absolute-percentage-error.js';
import { difference, meanOfFit, numbers, reals } from './tfjs.fixture.js';

describe('tfjs/mean-absolute-percentage-error', () => {
  it('is tf.metrics.meanAbsolutePercentageError with the mean of LayersModel.fit', () => {
    const theirs = meanOfFit(tf.metrics.meanAbsolutePercentageError);
    expect(difference(tfjsMeanAbsolutePercentageError(), theirs, reals)).toBeLessThan(1e-5);
  });

  it('is finite for targets of 0', () => {
    const loss = tfjsMeanAbsolutePercentageError()(tf.tensor2d([[1e-7, 0]]), tf.zeros([1, 2]));
    expect(numbers(loss)[0]).toBeCloseTo(50, 3);
  });
});

import * as tf from '@tensorflow/tfjs';

import { tfjsCosineProximity } from './cosine-proximity.js';
import { difference, meanOfFit, numbers, reals } from './tfjs.fixture.js';

describe('tfjs/cosine-proximity', () => {
  it('is tf.metrics.cosineProximity with the mean of LayersModel.fit', () => {
    const theirs = meanOfFit(tf.metrics.cosineProximity);
    expect(difference(tfjsCosineProximity(), theirs, reals)).toBeLessThan(1e-5);
  });

  it('has value 0 and a finite slope for a row of zeros', () => {
    const loss = tfjsCosineProximity({ reduction: 'none' });
    const target = tf.tensor2d([[1, 0]]);
    expect(numbers(loss(tf.zeros([1, 2]), target)).map(Math.abs)).toEqual([0]);
    const slopes = numbers(tf.grad((x) => loss(x, target))(tf.zeros([1, 2])));
    expect(slopes).toEqual([expect.closeTo(-1 / Math.sqrt(1e-7), 1), expect.closeTo(0, 5)]);
  });
});

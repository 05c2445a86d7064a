import * as tf from '@tensorflow/tfjs';

import { tfjsBinaryCrossentropy } from './binary-crossentropy.js';
import { difference, meanOfFit, numbers, shares } from './tfjs.fixture.js';

describe('tfjs/binary-crossentropy', () => {
  it('is tf.metrics.binaryCrossentropy with the mean of LayersModel.fit', () => {
    const theirs = meanOfFit(tf.metrics.binaryCrossentropy);
    expect(difference(tfjsBinaryCrossentropy(), theirs, shares)).toBeLessThan(1e-5);
  });

  it('has the slope of its limit at a half, and none where it is clipped', () => {
    const gradient = tf.grad((x) => tfjsBinaryCrossentropy({ reduction: 'sum' })(x, tf.tensor2d([[1], [0], [1], [0]])));
    const [one, zero, ...clipped] = numbers(gradient(tf.tensor2d([[0.5], [0.5], [0], [1]])));
    expect([one, zero]).toEqual([expect.closeTo(-2, 5), expect.closeTo(2, 5)]);
    expect(clipped).toEqual([0, 0]);
  });
});

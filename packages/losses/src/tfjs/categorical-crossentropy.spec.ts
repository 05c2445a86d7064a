import * as tf from '@tensorflow/tfjs';

import { tfjsCategoricalCrossentropy } from './categorical-crossentropy.js';
import { difference, meanOfFit, numbers, shares } from './tfjs.fixture.js';

describe('tfjs/categorical-crossentropy', () => {
  it('is tf.metrics.categoricalCrossentropy with the mean of LayersModel.fit', () => {
    const theirs = meanOfFit(tf.metrics.categoricalCrossentropy);
    expect(difference(tfjsCategoricalCrossentropy(), theirs, shares)).toBeLessThan(1e-5);
  });

  it('does not learn from what is quite wrong, and is NaN for a row of zeros', () => {
    const loss = tfjsCategoricalCrossentropy({ reduction: 'none' });
    const [prediction, target] = [tf.tensor2d([[1, 0]]), tf.tensor2d([[0, 1]])];
    expect(numbers(loss(prediction, target))[0]).toBeCloseTo(-Math.log(1e-7), 4);
    expect(numbers(tf.grad((x) => loss(x, target))(prediction))).toEqual([0, 0]);
    expect(numbers(loss(tf.zeros([1, 2]), target))).toEqual([NaN]);
  });
});

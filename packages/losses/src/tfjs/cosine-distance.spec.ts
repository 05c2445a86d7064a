import * as tf from '@tensorflow/tfjs';

import { tfjsCosineDistance } from './cosine-distance.js';
import { difference, numbers, reals, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/cosine-distance', () => {
  it.each(REDUCTIONS)('is tf.losses.cosineDistance with reduction %s', (reduction, theirs) => {
    const loss = tfjsCosineDistance({ reduction, axis: 1 });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.cosineDistance(labels, predictions, 1, weights && tf.reshape(weights, [-1, 1]), theirs);
    expect(difference(loss, compute, reals)).toBeLessThan(1e-5);
  });

  it('takes any axis but that of samples', () => {
    const [ones, halves] = [tf.ones([2, 4, 3]), tf.fill([2, 4, 3], 0.5)];
    expect(tfjsCosineDistance({ axis: 1, reduction: 'none' })(ones, halves).shape).toEqual([2, 1, 3]);
    expect(numbers(tfjsCosineDistance({ axis: 1 })(ones, halves))).toEqual([-1]);
    for (const axis of [0, 3, -3]) {
      expect(() => tfjsCosineDistance({ axis })(ones, halves)).toThrow(
        expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
      );
    }
  });
});

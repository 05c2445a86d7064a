import * as tf from '@tensorflow/tfjs';

import { tfjsSoftmaxCrossEntropy } from './softmax-cross-entropy.js';
import { difference, numbers, shares, REDUCTIONS } from './tfjs.fixture.js';

describe('tfjs/softmax-cross-entropy', () => {
  it.each(REDUCTIONS)('is tf.losses.softmaxCrossEntropy with reduction %s', (reduction, theirs) => {
    const loss = tfjsSoftmaxCrossEntropy({ reduction, labelSmoothing: 0.25 });
    const compute = (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined): tf.Tensor =>
      tf.losses.softmaxCrossEntropy(labels, predictions, weights, 0.25, theirs);
    expect(difference(loss, compute, shares)).toBeLessThan(1e-5);
  });

  it('smooths by the size of the second axis, as TensorFlow.js does', () => {
    const [logits, target] = [tf.zeros([2, 3, 2]), tf.tensor3d([[[1, 0], [1, 0], [1, 0]], [[0, 1], [0, 1], [0, 1]]])]; // prettier-ignore
    const loss = tfjsSoftmaxCrossEntropy({ labelSmoothing: 0.5 })(logits, target);
    expect(numbers(loss)[0]).toBeCloseTo(Math.LN2 * (0.5 + 2 * (0.5 / 3)), 5);
  });

  it('has a finite slope far from 0, and refuses what has no classes', () => {
    const gradient = tf.grad((x) => tfjsSoftmaxCrossEntropy({ reduction: 'sum' })(x, tf.tensor2d([[0, 1]])));
    expect(numbers(gradient(tf.tensor2d([[1e4, -1e4]])))).toEqual([1, -1]);
    expect(() => tfjsSoftmaxCrossEntropy()(tf.zeros([2]), tf.zeros([2]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });
});

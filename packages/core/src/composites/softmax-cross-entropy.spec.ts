import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

describe('the composite softmax-cross-entropy', () => {
  it('is declared under its name', () => {
    expect(composites().has('softmax-cross-entropy')).toBe(true);
  });

  it('takes rows that do not sum to one, and signed ones', () => {
    const logits = tf.tensor2d([[0, 0]]);
    const { value, grads } = tf.valueAndGrads((x, q) => tf.sum<tf.Scalar>(softmaxCrossEntropy(x, q)))([
      logits,
      tf.tensor2d([[3, -1]]),
    ]);
    expect(value.dataSync()[0]).toBeCloseTo(2 * Math.LN2, 6);
    expect(Array.from(grads[0]!.dataSync())).toEqual([-2, 2]);
    expect(grads[1]!.dataSync()[1]).toBeCloseTo(Math.LN2, 6);
  });

  it('gives rows of zeros no value and no gradient, whatever their logits are', () => {
    const compute = (x: tf.Tensor): tf.Tensor => softmaxCrossEntropy(x, tf.zerosLike(x));
    for (const logit of [NaN, Infinity, -Infinity, 3e38]) {
      const { value, grad } = tf.valueAndGrad(compute as (x: tf.Tensor) => tf.Scalar)(
        tf.tensor2d([[logit, 1]]),
        tf.tensor1d([NaN]) as unknown as tf.Scalar,
      );
      expect(Array.from(value.dataSync())).toEqual([0]);
      expect(Array.from(grad.dataSync())).toEqual([0, 0]);
    }
  });
});

import * as tf from '@tensorflow/tfjs';

import { mcc } from './mcc.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('mcc', () => {
  it('is 2 where prediction and target contradict, and 1 where one side is all of one kind', () => {
    const target = tf.tensor2d([[1, 0, 1, 0]]);
    expect(numbers(mcc({ fromLogits: false })(tf.sub(1, target), target))[0]).toBeCloseTo(2, 4);
    expect(numbers(mcc({ fromLogits: false })(tf.ones([1, 4]), target))[0]).toBeCloseTo(1, 4);
  });

  it('stays finite for very many positions', () => {
    const target = tf.tile(tf.tensor2d([[1, 0]]), [1, 2]);
    const weight = tf.tensor1d([1e10]);
    expect(numbers(mcc()(tf.tensor2d([[2, -2, 2, -2]]), target, weight))[0]).toBeCloseTo(1 - Math.tanh(1), 4);
  });

  it('counts what positions weigh', () => {
    const [logits, target] = [tf.tensor2d([[1, -2, 3]]), tf.tensor2d([[1, 1, 0]])];
    const weighted = mcc()(logits, target, tf.tensor2d([[1, 1, 0]]));
    expect(numbers(weighted)).toEqual(numbers(mcc()(logits, tf.tensor2d([[1, 1, -100]]))));
  });
});

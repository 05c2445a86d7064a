import * as tf from '@tensorflow/tfjs';

import { dice } from './dice.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('dice', () => {
  it('is 0 without a slope of a batch in which no class is there', () => {
    const none = tf.zeros([2, 3]);
    const loss = dice({ mode: 'binary', logLoss: true });
    expect(numbers(loss(tf.ones([2, 3]), none))).toEqual([0]);
    expect(numbers(tf.grad((x) => loss(x, none))(tf.ones([2, 3]))).map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each([
    [{ mode: 'binary', classes: [0] }],
    [{ mode: 'multiclass', classWeights: [0, 0, 0] }],
    [{ mode: 'multiclass', classes: [0], classWeights: [0, 1, 1] }],
    [{}],
  ])('refuses the options %j', (options) => {
    expect(() => dice(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});

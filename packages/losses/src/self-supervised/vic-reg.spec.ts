import * as tf from '@tensorflow/tfjs';

import { vicReg } from './vic-reg.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('vic-reg', () => {
  it('has no slope beyond a spread of 1', () => {
    const wide = tf.tensor2d([[9, 0], [-9, 0], [0, 9], [0, -9]]); // prettier-ignore
    expect(numbers(vicReg()(wide, wide))).toEqual([0]);
    for (const slope of numbers(tf.grad((x) => vicReg()(x, wide))(wide))) expect(slope).toBeCloseTo(0, 6);
  });

  it('has finite gradients where features are constant', () => {
    const same = tf.ones([3, 2]);
    for (const slope of numbers(tf.grad((x) => vicReg()(x, same))(same))) expect(slope).toBe(0);
  });
});

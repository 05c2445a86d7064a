import * as tf from '@tensorflow/tfjs';

import { cox } from './cox.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const target = { time: tf.tensor1d([1, 2, 2, 3]), event: tf.tensor1d([1, 1, 0, 0]) };

describe('cox', () => {
  it('does not see a common factor of hazards, nor how times are scaled', () => {
    const hazards = tf.tensor1d([0.5, -1, 0, 2]);
    const [value] = numbers(cox()(hazards, target));
    expect(numbers(cox()(tf.add(hazards, 3), target))[0]).toBeCloseTo(value!, 5);
    expect(numbers(cox()(hazards, { ...target, time: tf.mul(target.time, 10) }))[0]).toBeCloseTo(value!, 6);
  });

  it('counts a sample of weight 2 as two', () => {
    const twice = { time: tf.tensor1d([1, 1, 2, 3]), event: tf.tensor1d([1, 1, 1, 0]) };
    const once = { time: tf.tensor1d([1, 2, 3]), event: tf.tensor1d([1, 1, 0]) };
    const weighted = cox()(tf.tensor1d([0.5, 0, -1]), once, tf.tensor1d([2, 1, 1]));
    expect(numbers(weighted)[0]).toBeCloseTo(numbers(cox()(tf.tensor1d([0.5, 0.5, 0, -1]), twice))[0]!, 6);
  });

  it('has no mean where no event was seen, and finite gradients at extremes', () => {
    const censored = { time: tf.tensor1d([1, 2]), event: tf.zeros([2]) };
    expect(numbers(cox()(tf.zeros([2]), censored))).toEqual([NaN]);
    expect(cox().total!(tf.zeros([2]), censored as never)).toMatchObject({ size: 1 });
    const gradient = tf.grad((x) => cox({ ties: 'efron' })(x, target));
    for (const slope of numbers(gradient(tf.tensor1d([-1e4, 1e4, 0, -200])))) expect(Number.isFinite(slope)).toBe(true);
  });
});

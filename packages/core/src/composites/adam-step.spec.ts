import * as tf from '@tensorflow/tfjs';

import { adamStep, type AdamNumbers } from './adam-step.js';

const numbers = { stepSize: 0.1, epsilon: 0.01, beta1: 0.9, restOfBeta1: 0.1, beta2: 0.99, restOfBeta2: 0.01 };
const names = Object.keys(numbers);

/** One number of all that a step gives, of the gradient, m, v and the numbers. */
function whole(gradient: tf.Tensor, mean: tf.Tensor, square: tf.Tensor, ...given: tf.Tensor[]): tf.Scalar {
  const named = Object.fromEntries(names.map((name, at) => [name, given[at]!])) as unknown as AdamNumbers;
  const { step, expAvg, expAvgSq } = adamStep(gradient, { expAvg: mean, expAvgSq: square }, named);
  return tf.sum(tf.addN([tf.mul(step, 3), tf.mul(expAvg, 2), tf.square(expAvgSq)]));
}

it('has the gradients of what it computes, for those who differentiate through an update', () => {
  const inputs = [[0.5, -2], [0.3, 0.1], [0.2, 1.5], ...Object.values(numbers)].map((value) => tf.tensor(value));
  const gradients = tf.grads(whole)(inputs);
  gradients.forEach((gradient, index) => {
    const of = inputs[index]!;
    const numeric = [...of.dataSync()].map((value, at) => {
      const [up, down] = [1, -1].map((sign) => {
        const moved = of.dataSync().with(at, value + sign * 1e-3) as Float32Array;
        return whole(
          ...(inputs.with(index, tf.tensor(moved, of.shape)) as [tf.Tensor, tf.Tensor, tf.Tensor]),
        ).dataSync()[0]!;
      });
      return (up! - down!) / 2e-3;
    });
    [...gradient.dataSync()].forEach((value, at) =>
      expect(Math.abs(value - numeric[at]!)).toBeLessThan(0.02 * (1 + Math.abs(value))),
    );
  });
});

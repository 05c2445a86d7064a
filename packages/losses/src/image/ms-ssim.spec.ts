import * as tf from '@tensorflow/tfjs';

import { msSsim } from './ms-ssim.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const image = tf.randomUniform([1, 6, 6, 1], 0, 1, 'float32', 3);

describe('ms-ssim', () => {
  it('is the absolute error without structure, each pixel by itself in the smallest window', () => {
    const loss = msSsim({ alpha: 0, compensation: 1, sigmas: [0.25], reduction: 'none' });
    const expected = numbers(tf.abs(tf.sub(image, 0.5)));
    numbers(loss(image, tf.fill([1, 6, 6, 1], 0.5))).forEach((value, at) =>
      expect(value).toBeCloseTo(expected[at]!, 6),
    );
  });

  it('is the same for images and range that are multiplied', () => {
    const other = tf.reverse(image, 1);
    const expected = numbers(msSsim()(image, other))[0]!;
    expect(numbers(msSsim({ maxVal: 8 })(tf.mul(image, 8), tf.mul(other, 8)))[0]! / expected).toBeCloseTo(1, 5);
  });

  it('has a slope of 0 for equal images', () => {
    const slopes = numbers(tf.grad((x) => msSsim()(x, image))(image));
    for (const slope of slopes) expect(slope).toBeCloseTo(0, 4);
  });
});

import * as tf from '@tensorflow/tfjs';

import { ssim } from './ssim.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const image = tf.randomUniform([1, 8, 8, 1], 0, 1, 'float32', 3);

describe('ssim', () => {
  it('is 0 of equal images, and nears 1 for images that contradict', () => {
    expect(numbers(ssim({ windowSize: 5 })(image, image))[0]).toBeCloseTo(0, 6);
    const stripes = tf.tile(tf.tensor4d([0, 1], [1, 1, 2, 1]), [1, 8, 4, 1]);
    expect(numbers(ssim({ windowSize: 5 })(stripes, tf.sub(1, stripes)))[0]).toBeGreaterThan(0.95);
  });

  it('takes channels by themselves', () => {
    const other = tf.reverse(image, 1);
    const [both, turned] = [tf.concat([image, other], -1), tf.concat([other, other], -1)];
    const first = numbers(ssim()(image, other))[0]!;
    expect(numbers(ssim()(both, turned))[0]).toBeCloseTo(first / 2, 5);
  });

  it('has with whole windows the values of the middle of images', () => {
    const other = tf.reverse(image, 2);
    const whole = ssim({ windowSize: 5, reduction: 'none' })(image, other);
    const inner = ssim({ windowSize: 5, padding: 'valid', reduction: 'none' })(image, other);
    const expected = numbers(tf.slice(whole, [0, 2, 2, 0], [1, 4, 4, 1]));
    numbers(inner).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 5));
  });

  it('says what images a window needs', () => {
    const small = tf.zeros([1, 5, 5, 1]);
    expect(() => ssim()(small, small)).toThrow(/ssim with a window of 11 pixels needs images of at least 6 by 6, got/);
    expect(() => ssim({ windowSize: 7, padding: 'valid' })(small, small)).toThrow(/at least 7 by 7/);
  });
});

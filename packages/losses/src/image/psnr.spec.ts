import * as tf from '@tensorflow/tfjs';

import { psnr } from './psnr.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('psnr', () => {
  it('counts a sample with weight 2 as two', () => {
    const [images, target] = [tf.tensor2d([[0.5, 1], [0, 0.25]]), tf.tensor2d([[0.25, 1], [0.5, 0]])]; // prettier-ignore
    const rows = tf.tensor1d([0, 0, 1], 'int32');
    const weight = tf.tensor1d([2, 1]);
    const expected = numbers(psnr()(tf.gather(images, rows), tf.gather(target, rows)))[0]!;
    expect(numbers(psnr()(images, target, weight))[0]).toBeCloseTo(expected, 5);
    expect(numbers(psnr().total!(images, target, weight) as tf.Tensor)).toEqual([6]);
  });

  it('falls by 6 decibels where errors are halved', () => {
    const value = (error: number): number => numbers(psnr({ maxVal: 255 })(tf.tensor1d([error, 0]), tf.zeros([2])))[0]!;
    expect(value(2) - value(1)).toBeCloseTo(20 * Math.log10(2), 4);
  });
});

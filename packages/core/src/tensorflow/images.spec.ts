import * as tf from '@tensorflow/tfjs';

import { gaussianWindow, localMoments, padImages, windowMeans } from './images.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('windows of images', () => {
  it('have weights that sum to 1, most in the middle', () => {
    const window = gaussianWindow(5, 1);
    expect(window.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
    expect(window[2]! / window[1]!).toBeCloseTo(Math.exp(0.5), 12);
    expect(window[0]).toBe(window[4]);
  });

  it('take channels by themselves, rows and columns by their own weights', () => {
    const images = tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60], [1, 2, 3, 2]);
    expect(numbers(windowMeans(images, [1], [0, 0, 1]))).toEqual([3, 30, 6, 60]);
    expect(numbers(windowMeans(images, [0.5, 0.5], [1]))).toEqual([2.5, 25, 3.5, 35, 4.5, 45]);
  });

  it('stand beyond borders in zeros, or in what is mirrored there', () => {
    const image = tf.tensor4d([1, 2, 3], [1, 1, 3, 1]);
    expect(numbers(padImages(image, 0, 'reflect', 2))).toEqual([3, 2, 1, 2, 3, 2, 1]);
    expect(numbers(padImages(image, 0, 'zeros', 1))).toEqual([0, 1, 2, 3, 0]);
    expect(padImages(image, 3, 'none')).toBe(image);
    expect(padImages(tf.zeros([0, 4, 4, 1]), 2, 'reflect').shape).toEqual([0, 8, 8, 1]);
  });

  it('have means, variances and a covariance', () => {
    const [one, other] = [tf.tensor4d([1, 3], [1, 1, 2, 1]), tf.tensor4d([5, 1], [1, 1, 2, 1])];
    const { means, variances, covariance } = localMoments(one, other, (all) => windowMeans(all, [1], [0.5, 0.5]));
    expect([...means, ...variances, covariance].flatMap(numbers)).toEqual([2, 3, 1, 4, -2]);
  });
});

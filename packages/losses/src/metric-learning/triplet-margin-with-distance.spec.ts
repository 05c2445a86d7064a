import { build } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { tripletMarginWithDistance } from './triplet-margin-with-distance.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('triplet-margin-with-distance', () => {
  it('takes any distance, in code', () => {
    const embeddings = { anchor: tf.zeros([1, 2]), positive: tf.ones([1, 2]), negative: tf.fill([1, 2], 3) };
    const loss = tripletMarginWithDistance({ margin: 5, distance: (x, y) => tf.max(tf.abs(tf.sub(x, y)), -1) });
    expect(numbers(loss(embeddings))).toEqual([1 - 3 + 5]);
  });

  it('gives embeddings without a length a gradient', () => {
    const [zeros, ones] = [tf.zeros([1, 2]), tf.ones([1, 2])];
    for (const distance of ['euclidean', 'cosine'] as const) {
      const loss = tripletMarginWithDistance({ distance, margin: 5 });
      const gradient = tf.grad((anchor) => loss({ anchor, positive: zeros, negative: ones }));
      for (const slope of numbers(gradient(zeros))) expect(Number.isFinite(slope)).toBe(true);
    }
  });

  it('refuses distances that it does not know', () => {
    const make = (): unknown => build('loss', { name: 'triplet-margin-with-distance', distance: 'canberra' });
    expect(make).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});

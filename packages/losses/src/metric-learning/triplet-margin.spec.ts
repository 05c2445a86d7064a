import * as tf from '@tensorflow/tfjs';

import { tripletMargin } from './triplet-margin.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('triplet-margin', () => {
  it('gives equal embeddings a gradient', () => {
    const same = tf.ones([1, 2]);
    const gradient = tf.grad((anchor) => tripletMargin()({ anchor, positive: same, negative: tf.zeros([1, 2]) }));
    for (const slope of numbers(gradient(same))) expect(Number.isFinite(slope)).toBe(true);
  });

  it('names what is missing, and refuses other shapes', () => {
    expect(() => tripletMargin()({ anchor: tf.zeros([1, 2]) } as never)).toThrow(/'anchor', 'positive', 'negative'/);
    const uneven = { anchor: tf.zeros([1, 2]), positive: tf.zeros([1, 2]), negative: tf.zeros([2, 2]) };
    expect(() => tripletMargin()(uneven)).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });
});

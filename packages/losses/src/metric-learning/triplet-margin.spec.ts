import * as tf from '@tensorflow/tfjs';

import { tripletMargin } from './triplet-margin.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('triplet-margin', () => {
  it('takes any distance, in code', () => {
    const embeddings = { anchor: tf.zeros([1, 2]), positive: tf.ones([1, 2]), negative: tf.fill([1, 2], 3) };
    const loss = tripletMargin({ margin: 5, distance: (x, y) => tf.max(tf.abs(tf.sub(x, y)), -1) });
    expect(numbers(loss(embeddings))).toEqual([1 - 3 + 5]);
  });

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

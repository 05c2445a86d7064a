import * as tf from '@tensorflow/tfjs';

import { embeddingPairs, maskedLogSumExp, rootOf } from './embedding-pairs.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('pairs of embeddings', () => {
  const labels = tf.tensor1d([0, 0, 1], 'int32');
  const euclidean = { distance: 'euclidean', normalizeEmbeddings: false } as const;

  it('are told apart where all are near each other and far from the origin', () => {
    const rows = tf.tensor2d([[100, 200], [100.0625, 200], [100, 200.125]]); // prettier-ignore
    const { distances } = embeddingPairs(rows, labels, euclidean);
    const across = Math.hypot(0.0625, 0.125);
    const expected = [0, 0.0625, 0.125, 0.0625, 0, across, 0.125, across, 0];
    numbers(distances).forEach((distance, at) => expect(distance).toBeCloseTo(expected[at]!, 5));
  });

  it('are at distance 0, not near it, where they are equal', () => {
    const rows = tf.randomNormal([3, 300], 5, 1, 'float32', 1);
    const twice = tf.concat([rows, rows]) as tf.Tensor2D;
    const { distances } = embeddingPairs(twice, tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), euclidean);
    for (const row of [0, 1, 2]) expect(numbers(distances)[row * 6 + row + 3]).toBe(0);
  });

  it('have masks of others of a class, and of other classes', () => {
    const { positives, negatives } = embeddingPairs(tf.ones([3, 2]), labels, euclidean);
    expect(numbers(positives)).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 0]);
    expect(numbers(negatives)).toEqual([0, 0, 1, 0, 0, 1, 1, 1, 0]);
  });
});

describe('sums of exponentials', () => {
  it('leave out what is masked, and are 0 of nothing', () => {
    const values = tf.tensor2d([[1e4, 1, 5], [2, 3, 4]]); // prettier-ignore
    const mask = tf.tensor2d([[1, 0, 1], [0, 0, 0]]); // prettier-ignore
    expect(numbers(maskedLogSumExp(values, mask))).toEqual([1e4, 0]);
    expect(numbers(maskedLogSumExp(tf.neg(values), mask, true))[1]).toBe(0);
    const slopes = numbers(tf.grad((x) => tf.sum(maskedLogSumExp(x, mask)))(values));
    expect(slopes).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('and roots of 0 have slope 0', () => {
    expect(numbers(tf.grad((x) => tf.sum(rootOf(x)))(tf.tensor1d([0, 4])))).toEqual([0, 0.25]);
  });
});

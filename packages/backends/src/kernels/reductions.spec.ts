import * as tf from '@tensorflow/tfjs';

import { everywhere, expectValues } from '../shared/agreement.fixture.js';

describe('reductions', () => {
  it('all of nothing is true', async () => {
    await expectValues(everywhere(), () => tf.cast(tf.all(tf.tensor1d([], 'bool')), 'int32'), [1], []);
  });

  it('any of nothing is false', async () => {
    await expectValues(everywhere(), () => tf.cast(tf.any(tf.zeros([0, 2], 'bool'), 0), 'int32'), [0, 0], [2]);
  });

  it('the largest of nothing is −∞', async () => {
    await expectValues(everywhere(), () => tf.max(tf.zeros([0, 2]), 0), [-Infinity, -Infinity], [2]);
  });

  it('the smallest of nothing is ∞', async () => {
    await expectValues(everywhere(), () => tf.min(tf.zeros([2, 0]), 1, true), [Infinity, Infinity], [2, 1]);
  });

  it('the largest of no whole numbers is the smallest of all', async () => {
    await expectValues(everywhere(), () => tf.max(tf.zeros([0], 'int32')), [-2147483648], []);
  });

  it('the product of nothing is 1', async () => {
    await expectValues(everywhere(), () => tf.prod(tf.zeros([0])), [1], []);
  });

  it('the sum of nothing is 0', async () => {
    await expectValues(everywhere(), () => tf.sum(tf.zeros([3, 0], 'int32'), 1), [0, 0, 0], [3]);
  });

  it('the mean of nothing is NaN', async () => {
    await expectValues(everywhere(), () => tf.mean(tf.zeros([0, 2]), 0), [NaN, NaN], [2]);
  });

  it('no numbers are left along another axis', async () => {
    await expectValues(everywhere(), () => tf.max(tf.zeros([0, 2]), 1), [], [0]);
  });
});

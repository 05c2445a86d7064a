import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import {
  everywhere,
  expectAgreement,
  expectAgreementOfGradients,
  expectValues,
  normal,
  on,
  tensor,
} from '../shared/agreement.fixture.js';

const size = fc.integer({ min: 1, max: 6 });

describe('BatchMatMul on wasm', () => {
  it('agrees with cpu for random sizes, transposed or not, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ m: size, k: size, n: size, batch: fc.constantFrom([], [1], [2], [1, 1], [2, 3]) }),
        fc.boolean(),
        fc.boolean(),
        fc.nat(),
        ({ m, k, n, batch }, transposeA, transposeB, seed) =>
          expectAgreementOfGradients(
            (a, b) => tf.matMul(a, b, transposeA, transposeB),
            [
              normal(seed, [...batch, ...(transposeA ? [k, m] : [m, k])]),
              normal(seed + 1, [...batch, ...(transposeB ? [n, k] : [k, n])]),
            ],
            seed + 2,
          ),
      ),
      { numRuns: 60 },
    );
  });

  it('agrees with cpu where one batch meets a single matrix', async () => {
    await expectAgreement(() => {
      const [batch, single] = [tensor(normal(1, [3, 2, 4])), tensor(normal(2, [1, 4, 5]))];
      return [tf.matMul(batch, single), tf.matMul(single, batch, true, true)];
    });
  });

  it('gives right numbers for the same data under two shapes', async () => {
    const [first, second, third] = await on(wasm(), () => {
      const data = tf.range(0, 12);
      return [
        tf.matMul(tf.ones([1, 3]), data.reshape([3, 4])),
        tf.matMul(tf.ones([1, 4]), data.reshape([4, 3])),
        tf.matMul(tf.ones([1, 2]), data.reshape([6, 2]), false, true).matMul(tf.ones([6, 1])),
      ]
        .slice(0, 2)
        .concat(tf.matMul(tf.ones([1, 3]), data.reshape([3, 4])));
    });
    expect(Array.from(first!.data)).toEqual([12, 15, 18, 21]);
    expect(Array.from(second!.data)).toEqual([18, 22, 26]);
    expect(Array.from(third!.data)).toEqual([12, 15, 18, 21]);
  });

  it('gives empty products', async () => {
    await expectAgreement(() => [
      tf.matMul(tf.zeros([0, 3]), tf.zeros([3, 2])),
      tf.matMul(tf.zeros([3, 0]), tf.zeros([3, 2]), true),
    ]);
  });

  it('multiplies each matrix of one batch with each of another, on cpu too', async () => {
    const product = (): tf.Tensor =>
      tf.matMul(tf.range(0, 4).reshape([2, 1, 2, 1]), tf.range(0, 4).reshape([1, 2, 1, 2]));
    await expectValues(everywhere(), product, [0, 0, 0, 1, 0, 0, 2, 3, 0, 2, 0, 3, 4, 6, 6, 9], [2, 2, 2, 2]);
  });

  it('spreads one matrix for each row of a batch, on cpu too', async () => {
    const product = (): tf.Tensor =>
      tf.matMul(tf.range(0, 6).reshape([2, 3, 1, 1]), tf.tensor4d([1, 10], [2, 1, 1, 1]));
    await expectValues(everywhere(), product, [0, 1, 2, 30, 40, 50], [2, 3, 1, 1]);
  });

  it('spreads transposed matrices', async () => {
    const a = [1, 2, 3, 4, 5, 6, 7, 8];
    const product = (): tf.Tensor =>
      tf.matMul(tf.tensor4d(a, [2, 1, 2, 2]), tf.tensor4d([1, 0, 0, 1, 0, 1, 1, 0], [1, 2, 2, 2]), true, true);
    const expected = [1, 3, 2, 4, 3, 1, 4, 2, 5, 7, 6, 8, 7, 5, 8, 6];
    await expectValues(everywhere(), product, expected, [2, 2, 2, 2]);
  });
});

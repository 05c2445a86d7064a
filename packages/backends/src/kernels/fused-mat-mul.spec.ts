import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import { expectValues, expectAgreement, normal, on, tensor } from '../shared/agreement.fixture.js';

const size = fc.integer({ min: 1, max: 6 });

const activations = ['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const;

describe('_FusedMatMul on wasm', () => {
  it('agrees with cpu for random sizes, transposed or not, with bias and activation', async () => {
    await fc.assert(
      fc.asyncProperty(
        // More than 48 in a row are a case of its own.
        fc.tuple(size, fc.oneof(size, fc.integer({ min: 45, max: 55 })), size),
        fc.constantFrom([], [1], [2], [2, 3]),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        fc.constantFrom(...activations),
        fc.nat(),
        ([m, k, n], batch, [transposeA, transposeB, biased], activation, seed) =>
          expectAgreement(() => [
            tf.fused.matMul({
              a: tensor(normal(seed, [...batch, ...(transposeA ? [k, m] : [m, k])])),
              b: tensor(normal(seed + 1, [...batch, ...(transposeB ? [n, k] : [k, n])])),
              ...(biased ? { bias: tensor(normal(seed + 2, [n])) } : {}),
              ...(activation === 'prelu' ? { preluActivationWeights: tensor(normal(seed + 3, [n])) } : {}),
              activation,
              leakyreluAlpha: 0.3,
              transposeA,
              transposeB,
            }),
          ]),
      ),
      { numRuns: 80 },
    );
  });

  it('gives right numbers for the same data under two shapes', async () => {
    const [first, second] = await on(wasm(), () => {
      const data = tf.range(0, 12);
      return [
        tf.matMul(tf.ones([1, 3]), data.reshape([3, 4])),
        tf.fused.matMul({ a: tf.ones([1, 4]), b: data.reshape([4, 3]) }),
      ];
    });
    expect(Array.from(first!.data)).toEqual([12, 15, 18, 21]);
    expect(Array.from(second!.data)).toEqual([18, 22, 26]);
  });

  it('keeps NaN through an activation', async () => {
    const product = (): tf.Tensor =>
      tf.fused.matMul({
        a: tf.tensor2d([
          [NaN, 1],
          [3, 4],
        ]),
        b: tf.tensor2d([[1], [-2]]),
        activation: 'relu',
      });
    await expectValues([wasm()], product, [NaN, 0]);
  });

  it('keeps what ∞ − ∞ makes through an activation', async () => {
    const product = (): tf.Tensor =>
      tf.fused.matMul({ a: tf.tensor2d([[Infinity, Infinity]]), b: tf.tensor2d([[1], [-1]]), activation: 'relu' });
    await expectValues([wasm()], product, [NaN]);
  });
});

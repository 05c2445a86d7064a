import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { expectAgreement, normal, tensor } from '../shared/agreement.fixture.js';

describe('SplitV on wasm', () => {
  it('agrees with cpu for random pieces along any axis, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 5 }),
        fc.constantFrom([], [2], [3, 2]),
        fc.constantFrom([], [2], [1, 3]),
        fc.nat(),
        (sizes, before, after, seed) =>
          expectAgreement(() => {
            const x = tensor(normal(seed, [...before, sizes.reduce((a, b) => a + b), ...after]));
            const pieces = (each: tf.Tensor): tf.Tensor[] => tf.split(each, sizes, before.length);
            const mixed = (each: tf.Tensor): tf.Tensor =>
              tf.addN(pieces(each).map((piece, index) => tf.sum(tf.mul(piece, index + 1))));
            return [...pieces(x), tf.grad(mixed)(x)];
          }, 0),
      ),
      { numRuns: 60 },
    );
  });

  it('takes a number of pieces, an axis from the end, and whole numbers', async () => {
    await expectAgreement(() => tf.split(tf.range(0, 12, 1, 'int32').reshape([2, 6]), 3, -1), 0);
  });
});

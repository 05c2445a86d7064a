import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import { expectAgreement, normal, tensor } from '../shared/agreement.fixture.js';

describe('Unpack on wasm', () => {
  it('agrees with cpu for random shapes along any axis, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        fc.constantFrom([], [2], [3, 2]),
        fc.constantFrom([], [2], [1, 3]),
        fc.nat(),
        (count, before, after, seed) =>
          expectAgreement(() => {
            const x = tensor(normal(seed, [...before, count, ...after]));
            const parts = (each: tf.Tensor): tf.Tensor[] => tf.unstack(each, before.length);
            const mixed = (each: tf.Tensor): tf.Tensor =>
              tf.addN(parts(each).map((part, index) => tf.sum(tf.mul(part, index + 1))));
            return [...parts(x), tf.grad(mixed)(x)];
          }, 0),
      ),
      { numRuns: 60 },
    );
  });

  it('takes an axis from the end, whole numbers and words', async () => {
    await expectAgreement(() => tf.unstack(tf.range(0, 6, 1, 'int32').reshape([2, 3]), -1), 0);
    await wasm().start();
    const words = tf.unstack(tf.tensor1d(['a', 'b'], 'string'));
    expect(await Promise.all(words.map((part) => part.data()))).toEqual([['a'], ['b']]);
    tf.dispose(words);
  });
});

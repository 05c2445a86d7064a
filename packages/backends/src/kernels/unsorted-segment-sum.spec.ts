import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import { everywhere, expectAgreement, expectValues, normal, on, tensor } from '../shared/agreement.fixture.js';

describe('UnsortedSegmentSum on wasm', () => {
  it('agrees with cpu for random sizes and segments, forward and backward', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom([], [1], [3], [2, 3]),
        fc.nat(),
        (segments, row, seed) =>
          expectAgreement(() => {
            const x = tensor(normal(seed, [segments.length, ...row]));
            const sum = (each: tf.Tensor): tf.Tensor =>
              tf.unsortedSegmentSum(each as tf.Tensor1D, tf.tensor1d(segments, 'int32'), 5);
            return [sum(x), tf.grad(sum)(x, tensor(normal(seed + 1, [5, ...row])))];
          }),
      ),
      { numRuns: 40 },
    );
  });

  it('is the gradient of a gather along any axis, of indices that repeat', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 2 }),
        fc.nat(),
        (indices, axis, seed) =>
          expectAgreement(() => {
            const x = tensor(normal(seed, [3, 4, 5]));
            const gather = (each: tf.Tensor): tf.Tensor => tf.gather(each, tf.tensor1d(indices, 'int32'), axis);
            return [tf.grad(gather)(x, tensor(normal(seed + 1, gather(x).shape)))];
          }),
      ),
      { numRuns: 40 },
    );
  });

  it('leaves out rows without a segment', async () => {
    await expectAgreement(() => [
      tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4, 8]), tf.tensor1d([-1, 1, 3, 1], 'int32'), 3),
    ]);
  });

  it('takes segments of more than one axis, and whole numbers', async () => {
    const [sum] = await on(wasm(), () => {
      const segmentIds = tf.tensor2d([0, 1, 1, 0], [2, 2], 'int32');
      const x = tf.tensor2d([1, 2, 4, 8], [2, 2], 'int32');
      const result: tf.Tensor = tf.engine().runKernel(tf.UnsortedSegmentSum, { x, segmentIds }, { numSegments: 3 });
      expect(result.dtype).toBe('int32');
      return [result];
    });
    expect(sum!.shape).toEqual([3]);
    expect(Array.from(sum!.data)).toEqual([9, 6, 0]);
  });

  it('keeps an infinite number in its segment, on cpu too', async () => {
    const sums = (): tf.Tensor => tf.unsortedSegmentSum(tf.tensor1d([Infinity, 2]), tf.tensor1d([0, 2], 'int32'), 3);
    await expectValues(everywhere(), sums, [Infinity, 0, 2]);
  });
});

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { integers, normal } from '../../../graph/compute.fixture.js';
import { compiled, expectSame } from '../lowering.fixture.js';

describe('a value that is repeated on ONNX Runtime', () => {
  it('has all its places where they are needed', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.matMul(tf.mul(a, tf.ones([4, 3])), b);
    const inputs = [normal(1, [1, 3]), normal(2, [3, 2])];
    await expectSame(compute, inputs);
    expect(compiled(compute, inputs).model.nodes.map(({ op }) => op)).toEqual(['Expand', 'Gemm']);
  });

  it('is of any type', async () => {
    await expectSame(
      (a) => [tf.tile(a, [3]), tf.tile(tf.greater(a, tf.scalar(1, 'int32')), [3])],
      [integers(1, [1], 5)],
    );
  });

  it('is right for any shapes', async () => {
    const axis = fc.record({ size: fc.integer({ min: 1, max: 3 }), isRepeated: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(axis, { maxLength: 4 }), fc.nat(4), async (axes, dropped) => {
        const whole = axes.map(({ size }) => size);
        const shape = axes.map(({ size, isRepeated }) => (isRepeated ? 1 : size)).slice(dropped);
        await expectSame((a) => tf.mul(a, tf.ones(whole)), [normal(1, shape)]);
      }),
      { numRuns: 25 },
    );
  });
});

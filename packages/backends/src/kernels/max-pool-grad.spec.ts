import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';

import { wasm } from '../components.js';
import {
  distinct,
  expectAgreementOfGradients,
  expectAgreement,
  normal,
  on,
  tensor,
} from '../shared/agreement.fixture.js';
import { convolutions } from './convolution.fixture.js';

const gradient = (x: tf.Tensor, dy: tf.Tensor, window: number, strides: number, pad: 'same' | 'valid'): tf.Tensor =>
  tf.grad((each) => tf.maxPool(each as tf.Tensor4D, window, strides, pad))(x, dy);

describe('MaxPoolGrad on wasm', () => {
  it('agrees with cpu for random sizes, strides and paddings, values of both signs', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, ({ input, filter: { shape }, strides, pad, seed }) => {
        fc.pre(typeof pad !== 'object' && (typeof pad === 'string' || pad < Math.min(shape[0]!, shape[1]!)));
        const window = shape.slice(0, 2) as [number, number];
        return expectAgreementOfGradients((x) => tf.maxPool(x as tf.Tensor4D, window, strides, pad), [input], seed);
      }),
      { numRuns: 60 },
    );
  });

  it('agrees with cpu on ties: the first of equals has it all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -2, max: 0 }), { minLength: 50, maxLength: 50 }),
        fc.constantFrom('same', 'valid'),
        (data, pad) =>
          expectAgreement(() => {
            const x = tensor({ shape: [1, 5, 5, 2], data });
            const dy = normal(1, tf.maxPool(x as tf.Tensor4D, 3, 2, pad).shape);
            return [gradient(x, tensor(dy), 3, 2, pad)];
          }),
      ),
      { numRuns: 30 },
    );
  });

  it('finds the largest of negative values', async () => {
    const [result] = await on(wasm(), () => [
      gradient(tf.tensor4d([-4, -3, -1, -2], [1, 2, 2, 1]), tf.tensor4d([5], [1, 1, 1, 1]), 2, 2, 'valid'),
    ]);
    expect([...Array.from(result!.data)]).toEqual([0, 0, 5, 0]);
  });

  it('agrees with cpu where all values are negative', async () => {
    const values = distinct(1, [2, 6, 6, 3], -100);
    for (const pad of ['same', 'valid'] as const) {
      await expectAgreementOfGradients((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, pad), [values], 2);
    }
  });

  it('gives windows of −∞ or NaN no gradient, as cpu does', async () => {
    await expectAgreement(() => {
      const x = tf.tensor4d([-Infinity, -Infinity, NaN, NaN, 1, NaN, -Infinity, -3], [1, 1, 8, 1]);
      const pooled = (each: tf.Tensor): tf.Tensor => tf.maxPool(each as tf.Tensor4D, [1, 2], [1, 2], 'valid');
      return [tf.grad(pooled)(x, tf.ones([1, 1, 4, 1]))];
    });
  });
});

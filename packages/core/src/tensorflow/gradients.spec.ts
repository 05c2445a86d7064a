import * as tf from '@tensorflow/tfjs';

import { valueAndGradients } from '../index.js';

describe('valueAndGradients', () => {
  const x = tf.tensor1d([1, 2, 3]);
  const y = tf.tensor1d([4, 5, 6]);
  const dot = () => tf.sum<tf.Scalar>(tf.mul(tf.square(x), y));

  it('gives the value and the gradient of each tensor', async () => {
    const { value, gradients } = valueAndGradients(dot, [x, y]);
    expect(await value.data()).toEqual(Float32Array.of(78));
    expect(await gradients[0]!.array()).toEqual([8, 20, 36]);
    expect(await gradients[1]!.array()).toEqual([1, 4, 9]);
  });

  it('is zero, of the shape of the tensor, where the value does not depend on it', async () => {
    const apart = tf.zeros([2, 2]);
    const { gradients } = valueAndGradients(dot, [apart, x]);
    expect(await gradients[0]!.array()).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(await gradients[1]!.array()).toEqual([8, 20, 36]);
    const constant = valueAndGradients(() => tf.scalar(5), [x]);
    expect(await constant.value.data()).toEqual(Float32Array.of(5));
    expect(await constant.gradients[0]!.array()).toEqual([0, 0, 0]);
  });

  it('computes the value alone without tensors to derive by', async () => {
    const { value, gradients } = valueAndGradients(dot, []);
    expect([await value.data(), gradients]).toEqual([Float32Array.of(78), []]);
  });

  it('can be taken within a gradient', async () => {
    // d/dx of |d/dx (x² y)|² = d/dx of (2 x y)² = 8 x y²
    const { gradients } = valueAndGradients(() => {
      const inner = valueAndGradients(dot, [x]);
      return tf.sum<tf.Scalar>(tf.square(inner.gradients[0]!));
    }, [x]);
    expect(await gradients[0]!.array()).toEqual([128, 400, 864]);
  });

  it.each<[string, () => tf.Scalar]>([
    [
      'forward',
      () => {
        tf.sigmoid(tf.square(x));
        throw new Error('forward');
      },
    ],
    [
      'backward',
      () => {
        const broken = tf.customGrad((value) => ({
          value: (value as tf.Tensor).clone(),
          gradFunc: () => {
            throw new Error('backward');
          },
        }));
        return tf.sum(broken(tf.sigmoid(tf.square(x))));
      },
    ],
    [
      'within an inner gradient',
      () => {
        tf.sigmoid(tf.square(x));
        const { value } = valueAndGradients(() => {
          tf.exp(tf.square(y));
          throw new Error('within an inner gradient');
        }, [y]);
        return value;
      },
    ],
  ])('leaves no tensors after an error, and the next gradient is right (%s)', async (message, compute) => {
    const before = tf.memory().numTensors;
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(() => tf.tidy(() => valueAndGradients(compute, [x]).value)).toThrow(message);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(await valueAndGradients(dot, [x]).gradients[0]!.array()).toEqual([8, 20, 36]);
  });
});

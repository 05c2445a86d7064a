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

  describe('of a gradient', () => {
    const penalty = (compute: (x: tf.Tensor) => tf.Tensor) =>
      valueAndGradients(() => {
        const { gradients } = valueAndGradients(() => tf.sum<tf.Scalar>(compute(x)), [x]);
        return tf.sum<tf.Scalar>(gradients[0]!);
      }, [x]).gradients[0]!;

    it('is right where a tf.customGrad looks at its input and its output', async () => {
      const square = tf.customGrad((given, save) => {
        const value = tf.square(given as tf.Tensor);
        (save as tf.GradSaveFunc)([given as tf.Tensor, value]);
        return { value, gradFunc: (dy, [input, output]) => tf.mul(dy, tf.div(tf.mul(2, output!), input!)) };
      });
      // d/dx of 2 · x² / x
      const second = await penalty(square).data();
      second.forEach((value) => expect(value).toBeCloseTo(2, 5));
    });

    it('is an error that names the line where a tf.customGrad looks at what it saved between the two', () => {
      const swish = tf.customGrad((given, save) => {
        const gate = tf.sigmoid(given as tf.Tensor);
        (save as tf.GradSaveFunc)([given as tf.Tensor, gate]);
        const slope = (input: tf.Tensor, open: tf.Tensor): tf.Tensor =>
          tf.mul(open, tf.add(1, tf.mul(input, tf.sub(1, open))));
        return {
          value: tf.mul(given as tf.Tensor, gate),
          gradFunc: (dy, [input, open]) => tf.mul(dy, slope(input!, open!)),
        };
      });
      expect(() => penalty(swish)).toThrow(
        expect.objectContaining({
          code: 'LML_MISSING_GRADIENT',
          message: expect.stringMatching(/^The second derivative passes through 'tf.customGrad', called at .*gradients\.spec/) as string, // prettier-ignore
        }),
      );
      const labels = tf.tensor2d([[1, 0, 0]]);
      const ofLogits = (logits: tf.Tensor): tf.Tensor =>
        tf.losses.softmaxCrossEntropy(labels, tf.reshape(logits, [1, 3]));
      expect(() => penalty(ofLogits)).toThrow(expect.objectContaining({ code: 'LML_MISSING_GRADIENT' }));
      // A first derivative beside it is none of its business.
      const first = valueAndGradients(() => tf.sum<tf.Scalar>(swish(x)), [x]).gradients[0]!;
      expect(first.shape).toEqual([3]);
    });

    it('leaves out what it need not pass', async () => {
      const { gradients } = valueAndGradients(() => {
        const inner = valueAndGradients(() => tf.losses.softmaxCrossEntropy(tf.tensor2d([[1, 0, 0]]), tf.reshape(y, [1, 3])), [y]); // prettier-ignore
        return tf.sum<tf.Scalar>(tf.mul(inner.gradients[0]!, x));
      }, [x]);
      // softmax(4, 5, 6) − (1, 0, 0)
      const expected = [0.09003057 - 1, 0.24472847, 0.66524096];
      (await gradients[0]!.data()).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 6));
    });
  });
});

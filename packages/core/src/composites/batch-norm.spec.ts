import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { batchNorm } from './batch-norm.js';
import { expectSame, expectTrueGradients, normal, tensor, type Outputs, type Values } from './composites.fixture.js';

const CHANNELS = 3;
const weights = [normal(2, [CHANNELS], 1, 0.3), normal(3, [CHANNELS])];

/** As TensorFlow.js's layer computes it. */
const plain: Outputs = (x, gamma, beta) => {
  const { mean, variance } = tf.moments(x, leading(x));
  const normalised = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3)));
  return [tf.add(tf.mul(normalised, gamma), beta)];
};
const leading = (x: tf.Tensor): number[] => x.shape.slice(0, -1).map((_, axis) => axis);
const output: Outputs = (x, gamma, beta) => [batchNorm(x, { gamma, beta }).output];

describe('batchNorm', () => {
  it.each<[string, number[]]>([
    ['rows', [5, CHANNELS]],
    ['sequences', [2, 4, CHANNELS]],
    ['images', [2, 3, 2, CHANNELS]],
    ['volumes', [2, 2, 2, 2, CHANNELS]],
  ])('has the values and gradients of its parts, for %s', async (_, shape) => {
    const inputs = [normal(1, shape, 0.5, 2), ...weights];
    await expectSame(output, plain, inputs);
    await expectTrueGradients(output, inputs);
  });

  it('keeps its digits where the mean is large', async () => {
    await expectSame(output, plain, [normal(1, [64, CHANNELS], 300), ...weights]);
  });

  it('takes γ and β, one of them, or none', async () => {
    const x = normal(1, [6, CHANNELS]);
    const [gamma, beta] = weights as [Values, Values];
    const one = (): tf.Tensor => tf.ones([CHANNELS]);
    const zero = (): tf.Tensor => tf.zeros([CHANNELS]);
    await expectSame(
      (a) => [batchNorm(a).output],
      (a) => plain(a, one(), zero()),
      [x],
    );
    await expectSame(
      (a, g) => [batchNorm(a, { gamma: g }).output],
      (a, g) => plain(a, g, zero()),
      [x, gamma],
    );
    await expectSame(
      (a, b) => [batchNorm(a, { beta: b }).output],
      (a, b) => plain(a, one(), b),
      [x, beta],
    );
  });

  it('gives mean and biased variance, through which no gradient flows', async () => {
    const x = tf.tensor2d([1, 10, 3, 30, 8, 20], [3, 2]);
    const { mean, variance } = batchNorm(x);
    const moments = tf.moments(x, 0);
    expect(await mean.array()).toEqual(await moments.mean.array());
    expect(await variance.array()).toEqual(await moments.variance.array());
    const gradient = tf.grad((a) => {
      const { output: y, mean: m, variance: v } = batchNorm(a);
      return tf.addN([tf.sum(tf.mul(0, y)), tf.sum(m), tf.sum(v)]);
    })(x);
    expect(await gradient.array()).toEqual(await tf.zeros([3, 2]).array());
  });

  it('takes an epsilon', async () => {
    expect(await batchNorm(tf.tensor2d([-1, 1], [2, 1]), { epsilon: 3 }).output.array()).toEqual([[-0.5], [0.5]]);
  });

  it('refuses weights of another shape', () => {
    const x = tensor(normal(1, [4, CHANNELS]));
    const code = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => batchNorm(x, { gamma: tf.ones([4]) })).toThrow(code);
    expect(() => batchNorm(x, { beta: tf.ones([1, CHANNELS]) })).toThrow(code);
    expect(() => batchNorm(tf.scalar(1))).toThrow(code);
  });

  it('is a composite that engines know by name', () => {
    expect(composites().has('batch-norm')).toBe(true);
  });
});

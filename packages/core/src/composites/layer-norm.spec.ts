import * as tf from '@tensorflow/tfjs';

import { composites } from '../steps/composite.js';
import { expectSame, expectTrueGradients, normal, tensor, type Outputs, type Values } from './composites.fixture.js';
import { layerNorm } from './layer-norm.js';

const FEATURES = 4;
const weights = [normal(2, [FEATURES], 1, 0.3), normal(3, [FEATURES])];

const plain: Outputs = (x, gamma, beta) => {
  const { mean, variance } = tf.moments(x, -1, true);
  return [tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))), gamma), beta)];
};
const output: Outputs = (x, gamma, beta) => [layerNorm(x, { gamma, beta })];

describe('layerNorm', () => {
  it.each<[string, number[]]>([
    ['one row', [FEATURES]],
    ['rows', [3, FEATURES]],
    ['sequences', [2, 3, FEATURES]],
    ['images', [2, 2, 2, FEATURES]],
  ])('has the values and gradients of its parts, for %s', async (_, shape) => {
    const inputs = [normal(1, shape, 0.5, 2), ...weights];
    await expectSame(output, plain, inputs);
    await expectTrueGradients(output, inputs);
  });

  it('keeps its digits where the mean is large', async () => {
    await expectSame(output, plain, [normal(1, [5, FEATURES], 300), ...weights]);
  });

  it('takes γ and β, one of them, or none', async () => {
    const x = normal(1, [6, FEATURES]);
    const [gamma, beta] = weights as [Values, Values];
    const one = (): tf.Tensor => tf.ones([FEATURES]);
    const zero = (): tf.Tensor => tf.zeros([FEATURES]);
    await expectSame(
      (a) => [layerNorm(a)],
      (a) => plain(a, one(), zero()),
      [x],
    );
    await expectSame(
      (a, g) => [layerNorm(a, { gamma: g })],
      (a, g) => plain(a, g, zero()),
      [x, gamma],
    );
    await expectSame(
      (a, b) => [layerNorm(a, { beta: b })],
      (a, b) => plain(a, one(), b),
      [x, beta],
    );
  });

  it('takes an epsilon', async () => {
    expect(await layerNorm(tf.tensor1d([-1, 1]), { epsilon: 3 }).array()).toEqual([-0.5, 0.5]);
  });

  it('refuses weights of another shape', () => {
    const x = tensor(normal(1, [3, FEATURES]));
    const code = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => layerNorm(x, { gamma: tf.ones([3]) })).toThrow(code);
    expect(() => layerNorm(x, { beta: tf.ones([3, FEATURES]) })).toThrow(code);
    expect(() => layerNorm(tf.scalar(1))).toThrow(code);
  });

  it('is a composite that engines know by name', () => {
    expect(composites().has('layer-norm')).toBe(true);
  });
});

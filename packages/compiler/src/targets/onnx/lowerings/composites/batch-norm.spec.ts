import { batchNorm } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { normal, type Values } from '../../../../graph/compute.fixture.js';
import { expectSame } from '../../lowering.fixture.js';
import { expectSameAll, gradientsOf, opsOf, type Outputs } from './composites.fixture.js';

const moved = ({ shape, data }: Values, offset: number): Values => ({
  shape,
  data: Array.from(data, (value) => value + offset),
});

/** Between convolutions, so that the channels lie second. */
const between =
  (scale: boolean, center: boolean): Outputs =>
  (x, filter, ...weights) => {
    const convolved = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
    const [gamma, beta] = [scale ? weights[0] : undefined, center ? weights.at(-1) : undefined];
    const { output, mean, variance } = batchNorm(convolved, { gamma, beta, epsilon: 1e-5 });
    return [tf.conv2d(tf.tanh(output) as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), mean, variance];
  };

const COMBINATIONS = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const;

describe('the composite batch-norm on ONNX Runtime', () => {
  it.each(COMBINATIONS)('is that of core with the channels last, γ %s and β %s', async (scale, center) => {
    const weights = [...(scale ? [normal(2, [3])] : []), ...(center ? [normal(3, [3])] : [])];
    const compute: Outputs = (x, ...given) => {
      const [gamma, beta] = [scale ? given[0] : undefined, center ? given.at(-1) : undefined];
      const { output, mean, variance } = batchNorm(x, { gamma, beta });
      return [output, mean, variance];
    };
    for (const shape of [
      [7, 3],
      [4, 5, 3],
      [2, 4, 3, 3],
      [2, 2, 2, 2, 3],
      [1, 3],
    ])
      await expectSameAll(compute, [moved(normal(1, shape), 2), ...weights]);
  });

  it.each(COMBINATIONS)('is that of core with the channels second, γ %s and β %s', async (scale, center) => {
    const weights = [...(scale ? [normal(2, [4])] : []), ...(center ? [normal(3, [4])] : [])];
    const inputs = [normal(1, [2, 6, 5, 4]), normal(4, [3, 3, 4, 4]), ...weights];
    await expectSameAll(between(scale, center), inputs, 3e-5);
  });

  it('transposes nothing between convolutions but what enters and leaves', () => {
    const inputs = [normal(1, [2, 6, 5, 4]), normal(4, [3, 3, 4, 4]), normal(2, [4]), normal(3, [4])];
    const opsOfGradients = (compute: Outputs): string[] => opsOf((...given) => gradientsOf(compute, given), inputs);
    const without: Outputs = (x, filter, ...weights) => {
      const convolved = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
      return [tf.conv2d(tf.tanh<tf.Tensor4D>(convolved), filter as tf.Tensor4D, 1, 'same'), ...weights];
    };
    const ops = opsOfGradients((...given) => between(true, true)(...given).slice(0, 1));
    expect(ops.filter((op) => op === 'BatchNormalization').length).toBe(2);
    const transposes = (all: string[]): number => all.filter((op) => op === 'Transpose').length;
    expect(transposes(ops)).toBe(transposes(opsOfGradients(without)));
  });

  it('is that of core with volumes between convolutions', async () => {
    const compute: Outputs = (x, filter, gamma) => {
      const convolved = tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, 1, 'same');
      return [batchNorm(convolved, { gamma }).output];
    };
    await expectSameAll(compute, [normal(1, [2, 3, 2, 3, 2]), normal(2, [2, 2, 2, 2, 2]), normal(3, [2])], 3e-5);
  });

  it('is exact far from zero too', async () => {
    const compute = (x: tf.Tensor, gamma: tf.Tensor): tf.Tensor => batchNorm(x, { gamma }).output;
    await expectSame(compute, [moved(normal(1, [64, 4]), 100), normal(2, [4])], 1e-4);
    await expectSame((x) => batchNorm(x).variance, [moved(normal(1, [64, 4]), 100)]);
  });
});

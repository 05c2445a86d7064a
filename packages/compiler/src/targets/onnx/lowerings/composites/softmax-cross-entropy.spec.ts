import { softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { normal, type Values } from '../../../../graph/compute.fixture.js';
import { expectSame } from '../../lowering.fixture.js';
import { expectSameAll, opsOf } from './composites.fixture.js';

const loss = (logits: tf.Tensor, target: tf.Tensor): tf.Tensor[] => [softmaxCrossEntropy(logits, target)];

function shares({ shape, data }: Values): Values {
  return { shape, data: Array.from(data, Math.abs) };
}

describe('the composite softmax-cross-entropy on ONNX Runtime', () => {
  it('is that op by op, and so are its gradients, whatever the shape', async () => {
    for (const shape of [[3], [4, 5], [1, 1], [2, 3, 4], [2, 3, 2, 5], [2, 1, 3, 2, 4]])
      await expectSameAll(loss, [normal(1, shape), shares(normal(2, shape))]);
  });

  it('takes signed rows that do not sum to one', async () => {
    await expectSameAll(loss, [normal(1, [6, 3]), normal(2, [6, 3])]);
  });

  it('is that op by op behind a convolution, where the classes lie second', async () => {
    const compute = (x: tf.Tensor, filter: tf.Tensor, target: tf.Tensor): tf.Tensor[] =>
      loss(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), target);
    const inputs = [normal(1, [2, 4, 3, 2]), normal(2, [3, 3, 2, 5]), shares(normal(3, [2, 4, 3, 5]))];
    await expectSameAll(compute, inputs);
  });

  it('stays exact for logits that are far apart, and where a probability is zero', async () => {
    const logits = { shape: [4, 2], data: [100, -100, 1000, 0, -3e38, 3e38, -Infinity, 2] };
    const target = { shape: [4, 2], data: [0.5, 0.5, 0, 1, 0, 2, 0, 1] };
    await expectSameAll(loss, [logits, target]);
    await expectSame(loss, [
      { shape: [1, 2], data: [-Infinity, 2] },
      { shape: [1, 2], data: [1, 0] },
    ]);
  });

  it('gives rows of zeros no value and no gradient, whatever their logits are and whatever flows in', async () => {
    const logits = { shape: [5, 2], data: [NaN, 1, Infinity, 1, -Infinity, 1, 3e38, -3e38, 1, 2] };
    const zeros = { shape: [5, 2], data: new Float32Array(10) };
    const flow = { shape: [5], data: [1, NaN, Infinity, 2, NaN] };
    await expectSame(loss, [logits, zeros]);
    await expectSame((x, q, dy) => tf.grad((given) => loss(given, q)[0]!)(x, dy), [logits, zeros, flow], 0);
  });

  it('is NaN for the rows of targets that are', async () => {
    const target = { shape: [3, 2], data: [NaN, NaN, NaN, 0, 0.5, 0.5] };
    await expectSameAll(loss, [normal(1, [3, 2]), target]);
  });

  it('computes one softmax for value and gradient', () => {
    const ops = opsOf(
      (x, q) => [...loss(x, q), tf.grad((given) => tf.sum(loss(given, q)[0]!))(x)],
      [normal(1, [4, 3]), shares(normal(2, [4, 3]))],
    );
    expect(ops.filter((op) => op.includes('Softmax'))).toEqual(['LogSoftmax']);
  });
});

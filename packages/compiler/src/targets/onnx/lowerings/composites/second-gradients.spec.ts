import { batchNorm, gelu, gru, layerNorm, lstm, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { expectClose, eagerly, normal, type Values } from '../../../../graph/compute.fixture.js';
import { expectSame, onOnnx } from '../../lowering.fixture.js';
import { gradientsOf, type Outputs } from './composites.fixture.js';

const recurrent = (gates: number): Values[] =>
  [[2, 3, 2], [2, gates * 3], [3, gates * 3], [gates * 3]].map((shape, index) => normal(index, shape));

/** The gradients of a mixture of gradients. */
const second =
  (compute: Outputs) =>
  (...given: tf.Tensor[]): tf.Tensor[] =>
    gradientsOf((...inputs) => gradientsOf(compute, inputs), given);

describe('The gradient of the gradient of a composite on ONNX Runtime', () => {
  it('of gelu is φ(x) · (2 − x²)', async () => {
    const x = [-2, -0.5, 0, 0.3, 1.7];
    const compute = (given: tf.Tensor): tf.Tensor => tf.grad((inner) => tf.grad((most) => gelu(most))(inner))(given);
    const [values] = await onOnnx(compute, [{ shape: [5], data: x }]);
    const expected = x.map((each) => (Math.exp(-(each ** 2) / 2) / Math.sqrt(2 * Math.PI)) * (2 - each ** 2));
    expectClose(values!, { shape: [5], dtype: 'float32', data: expected });
  });

  it.each<[string, Outputs, Values[]]>([
    ['gelu by tanh', (x) => [gelu(x, { approximate: 'tanh' })], [normal(1, [4, 3])]],
    ['layer norm', (x, gamma) => [layerNorm(x, { gamma })], [normal(1, [4, 5]), normal(2, [5])]],
    ['batch norm', (x, gamma) => [batchNorm(x, { gamma }).output], [normal(1, [6, 3]), normal(2, [3])]],
    [
      'softmax cross-entropy',
      (logits) => [softmaxCrossEntropy(logits, tf.tensor2d([1, 0, 0, 0.2, 0.5, 0.3], [2, 3]))],
      [normal(1, [2, 3])],
    ],
    ['lstm', (x, kernel, recurrentKernel, bias) => [lstm(x, { kernel, recurrentKernel, bias }).sequence], recurrent(4)],
    ['gru', (x, kernel, recurrentKernel, bias) => [gru(x, { kernel, recurrentKernel, bias }).sequence], recurrent(3)],
  ])('of %s is that op by op', async (_, compute, inputs) => {
    const [first] = await eagerly(second(compute), inputs);
    expect(Array.from(first!.data).some((value) => Math.abs(value) > 1e-3)).toBe(true);
    await expectSame(second(compute), inputs, 1e-4);
  });
});

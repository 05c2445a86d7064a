import * as tf from '@tensorflow/tfjs';

import { normal } from '../../../graph/compute.fixture.js';
import { compiled, expectSame, expectSameGradients, onOnnx } from '../lowering.fixture.js';

const gradient = (x: tf.Tensor, dy: tf.Tensor): tf.Tensor => tf.grad((a) => tf.relu(a))(x, dy);

describe('the gradient of ReLU on ONNX Runtime', () => {
  it('is that of TensorFlow.js', async () => {
    await expectSameGradients((x) => tf.relu(x), [normal(1, [4, 5])]);
    await expectSameGradients((x, y) => tf.mul(tf.relu(x), y), [normal(1, [2, 3, 3, 2]), normal(2, [2, 3, 3, 2])]);
  });

  it('is NaN or infinite where it is, on both sides of the kink', async () => {
    const values = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 1.2e-38, -1.2e-38, 3e38];
    const pairs = values.flatMap((x) => values.map((dy) => [x, dy] as const));
    const given = [0, 1].map((part) => ({ shape: [pairs.length], data: pairs.map((pair) => pair[part]!) }));
    // TensorFlow's own op lets nothing through there.
    await expectSame(gradient, given, 0, [onOnnx]);
  });

  it('takes a gradient that is the same along an axis', async () => {
    const compute = (x: tf.Tensor, dy: tf.Tensor): tf.Tensor => tf.mul(tf.step(x), tf.tile(dy, [3, 1]));
    await expectSame(compute, [normal(1, [3, 4]), normal(2, [1, 4])]);
  });

  it('is two nodes beside the function', () => {
    const { model } = compiled(gradient, [normal(1, [4]), normal(2, [4])]);
    expect(model.nodes.map(({ op }) => op)).toEqual(['Relu', 'HardSigmoid', 'Mul']);
  });
});

import * as tf from '@tensorflow/tfjs';

import { eagerly, expectClose, integers, normal, type Values } from '../../../graph/compute.fixture.js';
import { compiled, expectSame, expectSameGradients, onOnnx } from '../lowering.fixture.js';

const each = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

describe('Products of matrices on ONNX Runtime', () => {
  it.each(each)('are those of TensorFlow.js, transposed %s and %s', async (transposeA, transposeB) => {
    const a = normal(1, transposeA ? [4, 3] : [3, 4]);
    const b = normal(2, transposeB ? [5, 4] : [4, 5]);
    const product = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.matMul(x, y, transposeA, transposeB);
    await expectSame(product, [a, b]);
    await expectSameGradients(product, [a, b]);
    const many = [normal(1, [2, 3, ...a.shape]), normal(2, [2, 3, ...b.shape])];
    await expectSame(product, many);
    await expectSameGradients(product, many);
    // Also one matrix for all, and of whole numbers.
    await expectSame(product, [normal(1, [2, 3, ...a.shape]), b]);
    await expectSame(product, [integers(1, a.shape, 9), integers(2, b.shape, 9)]);
  });

  it('of nothing are zeros, for one batch with many too', async () => {
    const empty = (shape: number[]): Values => ({ shape, data: [] });
    for (const [a, b] of [
      [
        [2, 0],
        [0, 3],
      ],
      [
        [1, 2, 0],
        [3, 0, 2],
      ],
      [
        [3, 1, 2, 0],
        [4, 0, 2],
      ],
      [
        [2, 0, 4],
        [2, 4, 0],
      ],
    ] as const) {
      await expectSame((x, y) => tf.matMul(x, y), [empty([...a]), empty([...b])]);
      await expectSame((x, y) => tf.matMul(x, y, true, true), [empty([...a]), empty([...b])].reverse());
      const [sum] = await onOnnx(
        (x, y, bias) => tf.add(tf.matMul(x, y), bias),
        [empty([...a]), empty([...b]), { shape: [1], data: [2] }],
      );
      expect(Array.from(sum!.data)).toEqual(Array.from(sum!.data, () => 2));
    }
  });

  it('with nothing beside many rows are nothing', async () => {
    const nothing: Values = { shape: [3, 0, 2], data: [] };
    await expectSame((x, y) => tf.matMul(x, y, false, true), [normal(1, [1, 2, 2]), nothing]);
    await expectSame((x, y) => tf.matMul(y, x), [normal(1, [1, 2, 2]), nothing]);
  });

  it('pair each of some matrices with each of others', async () => {
    const [a, b] = [normal(1, [1, 3, 2, 4]), normal(2, [2, 1, 4, 2])];
    // The cpu backend mixes the pairs up, unless all of them are written out.
    const [expected] = await eagerly((x, y) => tf.matMul(tf.tile(x, [2, 1, 1, 1]), tf.tile(y, [1, 3, 1, 1])), [a, b]);
    const [actual] = await onOnnx((x, y) => tf.matMul(x, y), [a, b]);
    expectClose(actual!, expected!);
  });

  it('take transposes up', () => {
    const { model } = compiled(
      (a, b) => tf.matMul(tf.transpose(a), b, false, true),
      [normal(1, [4, 3]), normal(2, [5, 4])],
    );
    expect(model.nodes.map(({ op, attributes }) => [op, attributes])).toEqual([['Gemm', { transA: 1, transB: 1 }]]);
  });

  it.each([undefined, 'linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const)(
    'are followed by what is added and an activation: %s',
    async (activation) => {
      const fused = (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor, slopes: tf.Tensor): tf.Tensor =>
        tf.fused.matMul({
          a,
          b,
          bias,
          ...(activation === undefined ? {} : { activation }),
          ...(activation === 'prelu' ? { preluActivationWeights: slopes } : {}),
        });
      const [bias, slopes] = [normal(3, [5]), normal(4, [5])];
      await expectSame(fused, [normal(1, [3, 4]), normal(2, [4, 5]), bias, slopes]);
      await expectSame(fused, [normal(1, [2, 3, 4]), normal(2, [2, 4, 5]), bias, slopes]);
    },
  );

  it('with what is added have the gradients that TensorFlow.js gives them', async () => {
    const inputs = [normal(1, [3, 4]), normal(2, [4, 5]), normal(3, [5])];
    await expectSameGradients((a, b, bias) => tf.fused.matMul({ a, b, bias }), inputs);
    await expectSameGradients((a, b, bias) => tf.fused.matMul({ a, b, bias, activation: 'relu' }), inputs);
  });

  it.each([
    ['ij->ji', [[3, 4]]],
    ['ij->i', [[3, 4]]],
    ['ij->', [[3, 4]]],
    ['i,i->', [[4], [4]]],
    ['i,j->ij', [[3], [4]]],
    [
      'ij,jk->ik',
      [
        [3, 4],
        [4, 2],
      ],
    ],
    [
      'ij,ij->j',
      [
        [3, 4],
        [3, 4],
      ],
    ],
    [
      'bij,bjk->bik',
      [
        [2, 3, 4],
        [2, 4, 5],
      ],
    ],
    [
      'bqhd,bkhd->bhqk',
      [
        [2, 3, 2, 4],
        [2, 5, 2, 4],
      ],
    ],
    [
      'bhqk,bkhd->bqhd',
      [
        [2, 2, 3, 5],
        [2, 5, 2, 4],
      ],
    ],
    [
      'btd,dhk->bthk',
      [
        [2, 3, 4],
        [4, 2, 3],
      ],
    ],
    [
      'bthk,hkd->btd',
      [
        [2, 3, 2, 3],
        [2, 3, 4],
      ],
    ],
  ])('are sums by a formula: %s', async (equation, shapes) => {
    await expectSame(
      (...tensors) => tf.einsum(equation, ...tensors),
      shapes.map((shape, seed) => normal(seed, shape)),
    );
  });
});

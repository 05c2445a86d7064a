import * as tf from '@tensorflow/tfjs';

import { opCase, type GradientCase } from '../gradient-case.js';

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;

/** Products of matrices and of other tensors. */
export const products: readonly GradientCase[] = [
  ...[false, true].flatMap((left) =>
    [false, true].map((right) =>
      opCase(`matMul: ${left} ${right}`, (x, y) => tf.matMul(x, y, left, right), [
        left ? [4, 2] : [2, 4],
        right ? [3, 4] : [4, 3],
      ]),
    ),
  ),
  opCase('matMul: batches', (x, y) => tf.matMul(x, y, false, true), [
    [2, 2, 3],
    [2, 4, 3],
  ]),
  opCase('matMul: one with many', (x, y) => tf.matMul(x, y), [
    [1, 2, 3],
    [4, 3, 2],
  ]),
  opCase('matMul: many with a matrix', (x, y) => tf.matMul(x, y), [
    [4, 2, 3],
    [3, 2],
  ]),
  opCase('matMul: broadcast and transposed', (x, y) => tf.matMul(x, y, true, true), [
    [2, 2, 3, 2],
    [1, 1, 2, 3],
  ]),
  opCase('matMul: two broadcasts that cross', (x, y) => tf.matMul(x, y), [
    [2, 1, 2, 3],
    [1, 3, 3, 2],
  ]),
  opCase('dot', (x, y) => tf.dot(x, y), [[2, 3], [3]]),
  opCase('dot: vectors', (x, y) => tf.dot(x, y), [[3], [3]]),
  opCase('outerProduct', (x, y) => tf.outerProduct(x as tf.Tensor1D, y as tf.Tensor1D), [[2], [3]]),
  opCase('einsum', (x, y) => tf.einsum('ij,jk->ki', x, y), [
    [2, 3],
    [3, 2],
  ]),
  opCase('einsum: batches', (x, y) => tf.einsum('bij,bkj->bik', x, y), [
    [2, 2, 3],
    [2, 2, 3],
  ]),
  opCase('einsum: a sum', (x) => tf.einsum('ij->j', tf.sin(x)), [[2, 3]]),
  opCase('einsum: a transposition', (x) => tf.einsum('ij->ji', tf.sin(x)), [[2, 3]]),
  opCase('einsum: all summed', (x, y) => tf.einsum('ij,ij->', x, y), [
    [2, 3],
    [2, 3],
  ]),
  ...activations.map((activation) =>
    opCase(
      `fused.matMul: ${activation}`,
      (a, b, bias, slopes) =>
        tf.fused.matMul({ a, b, bias, activation, leakyreluAlpha: 0.3, preluActivationWeights: slopes }),
      [[2, 3], [3, 2], [2], ...(activation === 'prelu' ? [[2]] : [])],
    ),
  ),
  opCase(
    'fused.matMul: transposed, without a bias',
    (a, b) => tf.fused.matMul({ a, b, transposeA: true, transposeB: true }),
    [
      [3, 2],
      [4, 3],
    ],
  ),
  opCase(
    'basicLSTMCell',
    (kernel, bias, x, c, h) =>
      tf.basicLSTMCell(
        tf.scalar(1),
        kernel as tf.Tensor2D,
        bias as tf.Tensor1D,
        x as tf.Tensor2D,
        c as tf.Tensor2D,
        h as tf.Tensor2D,
      ),
    [[5, 8], [8], [2, 3], [2, 2], [2, 2]],
  ),
  opCase(
    'multiRNNCell',
    (kernel, bias, x, c, h) => {
      const cell: Parameters<typeof tf.multiRNNCell>[0][number] = (data, state, hidden) =>
        tf.basicLSTMCell(tf.scalar(1), kernel as tf.Tensor2D, bias as tf.Tensor1D, data, state, hidden);
      const [states, outputs] = tf.multiRNNCell(
        [cell, cell],
        x as tf.Tensor2D,
        [c, c] as tf.Tensor2D[],
        [h, h] as tf.Tensor2D[],
      );
      return [...states, ...outputs];
    },
    [[4, 8], [8], [2, 2], [2, 2], [2, 2]],
  ),
  opCase('linalg.bandPart', (x) => tf.linalg.bandPart(tf.sin(x), 1, 0), [[2, 3, 3]]),
  opCase('linalg.gramSchmidt', (x) => tf.linalg.gramSchmidt(x as tf.Tensor2D), [
    [
      [1.2, 0.3, -0.4],
      [0.5, -0.9, 0.6],
    ],
  ]),
  opCase('linalg.qr', (x) => tf.linalg.qr(x), [
    [
      [1.2, 0.3],
      [0.5, -0.9],
      [0.4, 0.8],
    ],
  ]),
];

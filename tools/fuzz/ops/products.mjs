import fc from 'fast-check';
import { floats } from '../numbers/values.mjs';
import { anySize, op, size } from './op.mjs';

const product = fc.record({
  sizes: fc.tuple(anySize, anySize, anySize),
  batches: fc.constantFrom(
    [[], []],
    [[2], [2]],
    [[2], [1]],
    [[1], [3]],
    [
      [2, 1],
      [1, 2],
    ],
    [[], [2]],
  ),
  left: fc.boolean(),
  right: fc.boolean(),
});

export const products = [
  op('matMul', product, ({ sizes: [m, k, n], batches: [a = [], b = []], left, right }) => ({
    inputs: [floats([...a, ...(left ? [k, m] : [m, k])]), floats([...b, ...(right ? [n, k] : [k, n])])],
    code: `tf.matMul(a, b, ${left}, ${right})`,
  })),
  op('matMul of the same', fc.tuple(size, size), (shape) => ({
    inputs: [floats(shape)],
    code: 'tf.matMul(a, a, true)',
  })),
  op('dot', size, (count) => ({ inputs: [floats([count]), floats([count])], code: 'tf.dot(a, b)' })),
  op('outerProduct', fc.tuple(size, size), ([a, b]) => ({
    inputs: [floats([a]), floats([b])],
    code: 'tf.outerProduct(a, b)',
  })),
  op('einsum', fc.constantFrom('ij,jk->ik', 'ij,jk->ki', 'ij,kj->ik', 'ij,ij->i', 'ij,ij->'), (equation) => ({
    inputs: [floats([2, 2]), floats([2, 2])],
    code: `tf.einsum('${equation}', a, b)`,
  })),
  op(
    'fused.matMul',
    fc.tuple(size, size, size, fc.constantFrom('linear', 'relu', 'sigmoid', 'elu')),
    ([m, k, n, activation]) => ({
      inputs: [floats([m, k]), floats([k, n]), floats([n])],
      code: `tf.fused.matMul({ a, b, bias: c, activation: '${activation}' })`,
    }),
  ),
];

import * as tf from '@tensorflow/tfjs';

import { isTensor, mapTree, requireTensor, treeLeaves, treePart } from './tensor-tree.js';

const [a, b] = [tf.zeros([1]), tf.zeros([2])];
const tree = { first: a, rest: [b, { last: a }] };

describe('A tree of tensors', () => {
  it('has leaves and parts', () => {
    expect(treeLeaves(tree)).toEqual([a, b, a]);
    expect(treeLeaves(a)).toEqual([a]);
    expect(treePart(tree, 'first')).toBe(a);
    expect(treePart(tree.rest, '0')).toBe(b);
    expect([treePart(tree, 'toString'), treePart(a, 'shape'), treePart(undefined, 'x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is mapped in its own form, with the path of each leaf', () => {
    expect(mapTree(tree, ({ size }, path) => `${path} ${size}`)).toEqual({
      first: 'first 1',
      rest: ['rest.0 2', { last: 'rest.1.last 1' }],
    });
    expect(mapTree(a, (_, path) => path)).toBe('');
  });

  it('is told from one tensor', () => {
    expect([isTensor(a), isTensor(tree), isTensor(undefined), isTensor(null)]).toEqual([true, false, false, false]);
    expect(requireTensor('mse', 'target', a)).toBe(a);
    for (const value of [tree, [a], undefined]) {
      expect(() => requireTensor('mse', 'target', value)).toThrow(/^The target of mse must be one tensor, got /);
    }
    expect(() => requireTensor('mse', 'target', tree)).toThrow('losses: { first: …, rest: … }');
  });
});

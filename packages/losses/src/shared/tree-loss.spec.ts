import * as tf from '@tensorflow/tfjs';

import { partsOf, treeLoss } from './tree-loss.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const apart = (reduction: 'mean' | 'sum' | 'none') =>
  treeLoss<readonly tf.Tensor[], undefined>({
    name: 'apart',
    reduction,
    shape: ([left]) => left!.shape,
    values: ([left, right]) => tf.abs(tf.sub(left!, right!)),
  });

describe('Losses of trees', () => {
  const both = [tf.tensor2d([[1, 2], [3, 4]]), tf.zeros([2, 2])]; // prettier-ignore

  it('weigh samples or positions, and divide by the weights', () => {
    expect(numbers(apart('mean')(both))).toEqual([2.5]);
    expect(numbers(apart('mean')(both, undefined, tf.tensor1d([1, 3])))).toEqual([(3 + 21) / 8]);
    expect(numbers(apart('sum')(both, undefined, tf.tensor1d([1, 3])))).toEqual([24]);
    expect(numbers(apart('none')(both, undefined, tf.tensor1d([1, 3])))).toEqual([1, 2, 9, 12]);
    expect(apart('mean').total?.(both)).toBe(4);
  });

  it('refuse weights that do not fit', () => {
    expect(() => apart('mean')(both, undefined, tf.zeros([3]))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });

  it('have parts by name or number, of one shape', () => {
    expect(Object.keys(partsOf('x', both, ['0', '1']))).toEqual(['0', '1']);
    expect(() => partsOf('x', both, ['2'])).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(() => partsOf('x', [tf.zeros([2])], ['0'], 2)).toThrow(/\[batch, …, features\], got '0' \[2\]/);
  });
});

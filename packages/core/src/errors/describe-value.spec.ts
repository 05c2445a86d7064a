import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { ndArray } from '../data/nd-array.js';
import { describeValue } from './describe-value.js';

describe('describeValue', () => {
  it.each<[unknown, string]>([
    ['mse', "'mse'"],
    ['x'.repeat(100), `'${'x'.repeat(57)}…'`],
    [3, '3'],
    [-0.5, '-0.5'],
    [NaN, 'NaN'],
    [12n, '12n'],
    [true, 'true'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'Symbol(s)'],
    [[], '[]'],
    [[1, 'a', [2]], "[1, 'a', [2]]"],
    [[1, 2, 3, 4, 5], '[1, 2, 3, 4, … 5 entries]'],
    [[[[[1]]]], '[[[[…]]]]'],
    [function named() {}, 'the function named'],
    [() => 0, 'a function'],
    [{}, 'an empty object'],
    [{ a: 1, b: 2 }, 'an object with a, b'],
    [Object.fromEntries('abcdefgh'.split('').map((key) => [key, 1])), 'an object with a, b, c, d, e, f, …'],
    [new Float32Array(2), 'a Float32Array'],
    [new Int32Array(2), 'an Int32Array'],
    [new Uint8Array(2), 'a Uint8Array'],
    [Promise.resolve(), 'a promise (is an await missing?)'],
    [ndArray([[1, 2]]), 'float32 [1, 2]'],
    [tf.zeros([2, 3]), 'float32 [2, 3]'],
    [{ shape: undefined, dtype: 'float32' }, 'an object with shape, dtype'],
  ])('pictures %p', (value, expected) => {
    expect(describeValue(value)).toBe(expected);
  });

  it('pictures anything in a few words', () => {
    const circular: unknown[] = [];
    circular.push(circular, circular);
    expect(describeValue(circular)).toBe('[[[[…], […]], [[…], […]]], [[[…], […]], [[…], […]]]]');
    fc.assert(
      fc.property(
        fc.anything({
          withTypedArray: true,
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        (value) => {
          expect(describeValue(value).length).toBeLessThan(6000);
        },
      ),
    );
  });
});

import * as tf from '@tensorflow/tfjs';

import { normal } from '../graph/compute.fixture.js';
import { traced } from './graph.fixture.js';
import { padded, sameSizes, sameType, sliceBegin, withoutOnes } from './shapes.js';

describe('shapes', () => {
  it('are the same if all sizes are', () => {
    expect([sameSizes([2, 3], [2, 3]), sameSizes([2], [2, 1]), sameSizes([], []), sameSizes([2], [3])]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const a = { shape: [2], dtype: 'float32' as const };
    expect([sameType(a, { ...a }), sameType(a, { ...a, dtype: 'int32' })]).toEqual([true, false]);
  });

  it('gain and lose axes of size 1', () => {
    expect(padded([2, 3], 4)).toEqual([1, 1, 2, 3]);
    expect(withoutOnes([1, 2, 1, 0])).toEqual([2, 0]);
  });

  it('say where a slice begins, however it was written', () => {
    const begins = (begin: number | number[], size?: number[]): number[] =>
      sliceBegin(traced((x) => tf.slice(x, begin, size), [normal(1, [4, 5])]).nodes[0]!);
    expect([begins([1, 2]), begins(3), begins([2]), begins([1, 0], [-1, 2])]).toEqual([
      [1, 2],
      [3, 0],
      [2, 0],
      [1, 0],
    ]);
  });
});

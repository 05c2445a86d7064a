import { ndArray } from '@lml/core';

import '../index.js';
import { classBalancedSampler } from './class-balanced-sampler.js';
import { countsOf, expectShares, indicesOf, withColumn } from './sampler.fixture.js';

describe('class-balanced-sampler', () => {
  it.each([
    ['numbers', ndArray([5, 5, 5, 5, 5, 5, 9, 9, 1])],
    ['bigints', ndArray([5n, 5n, 5n, 5n, 5n, 5n, 9n, 9n, 1n])],
    ['a column of one value a row', ndArray([[5], [5], [5], [5], [5], [5], [9], [9], [1]])],
    ['texts', ['cat', 'cat', 'cat', 'cat', 'cat', 'cat', 'dog', 'dog', 'ape']],
    ['scalars', [5, 5, 5, 5, 5, 5, 9, 9, 1].map((value) => ndArray(Int32Array.of(value), { shape: [] }))],
  ])('gives each class an equal share, by %s', (_, column) => {
    const sampler = classBalancedSampler({ numSamples: 30_000 });
    const counts = countsOf(indicesOf(sampler, withColumn('target', column, 9)), 9);
    expectShares(counts, [...new Array<number>(6).fill(1 / 18), 1 / 6, 1 / 6, 1 / 3]);
  });

  it('takes another column, and draws as many as there are', () => {
    const sampler = classBalancedSampler({ column: 'group' });
    expect(sampler.columns).toEqual(['group']);
    expect(indicesOf(sampler, withColumn('group', ndArray([0, 1, 1]), 3))).toHaveLength(3);
    expect(indicesOf(sampler, withColumn('group', [], 0))).toEqual([]);
  });

  it.each([
    [
      ndArray([
        [0, 1],
        [1, 0],
      ]),
      /'target' must be one class a sample, a number or a text.*Rows of scores have no class/,
    ],
    [{ kind: ndArray([0, 1]) }, /must be one class a sample/],
    [[ndArray([1, 2]), ndArray([3])], /must be one class a sample/],
  ])('refuses %j', (column, message) => {
    expect(() => indicesOf(classBalancedSampler(), withColumn('target', column, 2))).toThrow(message);
  });
});

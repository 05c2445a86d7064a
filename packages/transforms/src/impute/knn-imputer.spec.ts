import type { NdArray } from '@lml/core';
import fc from 'fast-check';

import { changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { knnImputer } from './knn-imputer.js';

describe('knnImputer', () => {
  it('takes of samples at the same distance the first', async () => {
    const imputer = await fitted(knnImputer({ nNeighbors: 1 }), matrix([1, 5], [1, 7], [3, 9]));
    expect(await changed(imputer, matrix([1, NaN]))).toEqual({ shape: [1, 2], values: [1, 5] });
    expect(await changed(imputer, matrix([2, NaN]))).toEqual({ shape: [1, 2], values: [2, 5] });
  });

  it('counts samples at no distance alone where distances weigh', async () => {
    const imputer = await fitted(knnImputer({ nNeighbors: 3, weights: 'distance' }), matrix([1, 5], [1, 7], [3, 9]));
    expect(await changed(imputer, matrix([1, NaN]))).toEqual({ shape: [1, 2], values: [1, 6] });
  });

  it('leaves the numbers that are there, and the batch that it is given', async () => {
    const imputer = await fitted(knnImputer(), matrix([1, 5], [2, 7]));
    const batch = matrix([9, NaN], [3, 4]);
    expect(await changed(imputer, batch)).toEqual({ shape: [2, 2], values: [9, 6, 3, 4] });
    expect(Array.from((batch['input'] as NdArray<'float64'>).data)).toEqual([9, NaN, 3, 4]);
  });

  it('has the training samples in its state, however they were cut into batches', async () => {
    const value = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(NaN));
    const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 4 }), async (given, size) => {
        const batches = Array.from({ length: Math.ceil(given.length / size) }, (_, at) =>
          matrix(...given.slice(at * size, (at + 1) * size)),
        );
        const parts = await fitted(knnImputer(), ...batches);
        const { samples } = parts.state!()!;
        expect(samples!.shape).toEqual([3, given.length]);
        expect(samples).toEqual((await fitted(knnImputer(), matrix(...given))).state!()!['samples']);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses texts', async () => {
    expect(await faultOf(() => fitted(knnImputer(), table({ kind: ['a'] })))).toMatch(
      "LML_INVALID_ARGUMENT: The feature 'kind' must be numbers, as knnImputer takes them, got 'a'.",
    );
  });
});

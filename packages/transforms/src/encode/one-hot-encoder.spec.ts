import { jest } from '@jest/globals';

import { changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { oneHotEncoder } from './one-hot-encoder.js';

describe('oneHotEncoder', () => {
  it('names features by their categories, and rare ones together', async () => {
    const encoder = await fitted(oneHotEncoder({ minFrequency: 2 }), table({ kind: ['b', 'a', 'b', 'c'] }));
    expect(await changed(encoder, table({ kind: ['c', 'b', 'a'] }))).toEqual({
      kind_b: [0, 1, 0],
      kind_infrequent: [1, 0, 1],
    });
  });

  it('says once what it has not learnt where it is told to warn', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const encoder = await fitted(oneHotEncoder({ handleUnknown: 'warn' }), table({ kind: ['a'] }));
    expect(await changed(encoder, table({ kind: ['z', 'a'] }))).toEqual({ kind_a: [0, 1] });
    await changed(encoder, table({ kind: ['z'] }));
    const texts = warned.mock.calls.map(([warning]) => String(warning));
    warned.mockRestore();
    expect(texts).toEqual([
      expect.stringContaining("The feature 'kind' has categories that were not learnt: they get zeros"),
    ]);
  });

  it('refuses features of which two would have one name', async () => {
    const encoder = await fitted(oneHotEncoder(), table({ a: ['b_c'], a_b: ['c'] }));
    expect(await faultOf(() => changed(encoder, table({ a: ['b_c'], a_b: ['c'] })))).toBe(
      "LML_INVALID_ARGUMENT: The changed features must be of different names, got 'a_b_c'. Rename a column.",
    );
  });

  it('keeps the rows of a matrix of which no feature is left', async () => {
    const encoder = await fitted(oneHotEncoder({ drop: 'first' }), matrix([7], [7]));
    expect(await changed(encoder, matrix([7], [7], [7]))).toEqual({ shape: [3, 0], values: [] });
  });

  it('shows some categories of many in a message', async () => {
    const numbers = Array.from({ length: 14 }, (_, at) => [at]);
    const encoder = await fitted(oneHotEncoder(), matrix(...numbers));
    expect(await faultOf(() => changed(encoder, matrix([99])))).toMatch(/'11', …, got 99\./);
  });
});

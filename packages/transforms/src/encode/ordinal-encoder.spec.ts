import fc from 'fast-check';

import { changed, faultOf, fitted, table } from '../shared/batches.fixture.js';
import { ordinalEncoder } from './ordinal-encoder.js';

describe('ordinalEncoder', () => {
  it('numbers given categories in their order', async () => {
    const encoder = await fitted(
      ordinalEncoder({ categories: [['low', 'high', null]] }),
      table({ level: ['high', ''] }),
    );
    expect(await changed(encoder, table({ level: ['high', 'low', ''] }))).toEqual({ level: [1, 0, NaN] });
  });

  it('finds numbers that were read as texts, and texts as numbers', async () => {
    const numbers = await fitted(ordinalEncoder(), table({ size: [3, 1, NaN] }));
    expect(await changed(numbers, table({ size: ['3', '', '1'] }))).toEqual({ size: [1, NaN, 0] });
    const texts = await fitted(ordinalEncoder(), table({ size: [1, 2] }), table({ size: ['x', '2'] }));
    expect(await changed(texts, table({ size: [1, 2] }))).toEqual({ size: [0, 1] });
  });

  it('gives the same state however the samples are cut into batches', async () => {
    const rows = fc.array(fc.constantFrom('', 'a', 'b', '\u{1f600}', 'ﬀ'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (given, size) => {
        const options = { handleUnknown: 'use-encoded-value', unknownValue: -1, maxCategories: 2 } as const;
        const batches = Array.from({ length: Math.ceil(given.length / size) }, (_, at) =>
          table({ a: given.slice(at * size, (at + 1) * size) }),
        );
        const [parts, whole] = [ordinalEncoder(options), ordinalEncoder(options)];
        await fitted(parts, ...batches);
        await fitted(whole, table({ a: given }));
        expect(parts.state!()).toEqual(whole.state!());
      }),
      { numRuns: 60 },
    );
  });

  it('says which value it does not know, and which numbers are taken', async () => {
    const encoder = await fitted(ordinalEncoder(), table({ kind: ['a', 'b'] }));
    expect(await faultOf(() => changed(encoder, table({ kind: ['c'] })))).toBe(
      "LML_INVALID_ARGUMENT: The feature 'kind' must be one of the categories that were learnt, 'a', 'b', got 'c'. " +
        "To go on with such values, choose handleUnknown: 'use-encoded-value' and an unknownValue.",
    );
    const taken = ordinalEncoder({ handleUnknown: 'use-encoded-value', unknownValue: 1 });
    expect(await faultOf(() => fitted(taken, table({ kind: ['a', 'b'] })))).toBe(
      "LML_INVALID_ARGUMENT: unknownValue must be none of the numbers 0 to 1, which categories of 'kind' have, got 1.",
    );
    await fitted(taken, table({ kind: ['a', ''] }));
    expect(await changed(taken, table({ kind: ['z', 'a', ''] }))).toEqual({ kind: [1, 0, NaN] });
  });

  it('says what is wrong with given categories', async () => {
    const faults = await Promise.all(
      [[['a', 'a']], [[null, 'a']], [['']], [[2, 1]], [[1, 'a']], [['a'], ['b']]].map((categories) =>
        faultOf(() => fitted(ordinalEncoder({ categories }), table({ kind: ['a'] }))),
      ),
    );
    expect(faults.map((fault) => fault.replace(/, got .*/, ''))).toEqual([
      'LML_INVALID_ARGUMENT: categories.0 must be a list in which no category is twice',
      'LML_INVALID_ARGUMENT: categories.0 must be a list with null at its end only',
      "LML_INVALID_ARGUMENT: categories.0 must be without '', which is missing: null",
      'LML_INVALID_ARGUMENT: categories.0 must be texts, or numbers in ascending order',
      'LML_INVALID_ARGUMENT: categories.0 must be texts, or numbers in ascending order',
      'LML_INVALID_ARGUMENT: categories must be one list for each of the 1 features',
    ]);
    const other = ordinalEncoder({ categories: [['a']] });
    expect(await faultOf(() => fitted(other, table({ kind: ['b'] })))).toBe(
      "LML_INVALID_ARGUMENT: The feature 'kind' must be one of the categories that were given, 'a', got 'b'.",
    );
  });
});

import fc from 'fast-check';

import { commonLength, commonPlaces } from './common-subsequence.js';

const tokens = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 });

describe('commonPlaces', () => {
  it('are as many as the longest common subsequence has, in order in both', () => {
    fc.assert(
      fc.property(tokens, tokens, (reference, prediction) => {
        const places = commonPlaces(reference, prediction);
        expect(places).toHaveLength(commonLength(reference, prediction));
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        let from = -1;
        for (const place of places) {
          from = prediction.indexOf(reference[place]!, from + 1);
          expect(from).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('refuses texts whose table would not fit', () => {
    const long = new Array<string>(2 ** 14 + 1).fill('a');
    expect(() => commonPlaces(long, long)).toThrow("at most 268435456 multiplied, got '16385 and 16385'");
  });
});

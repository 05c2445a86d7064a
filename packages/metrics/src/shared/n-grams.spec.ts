import { commonNGrams, mostOf, nGramCount, nGramsOf } from './n-grams.js';

describe('nGramsOf', () => {
  it('counts runs of tokens', () => {
    expect([...nGramsOf(['a', 'b', 'a', 'b'], 2, ' ')]).toEqual([
      ['a b', 2],
      ['b a', 1],
    ]);
    expect(nGramsOf(['a'], 2, ' ').size).toBe(0);
    expect([nGramCount(4, 2), nGramCount(1, 2), nGramCount(0, 1)]).toEqual([3, 0, 0]);
  });

  it('compares them, each as often as in both, or in the text that has most', () => {
    const [first, second] = ['a a b', 'a b b c'].map((text) => nGramsOf(text.split(' '), 1, ' '));
    expect(commonNGrams(first!, second!)).toBe(2);
    expect(Object.fromEntries(mostOf([first!, second!]))).toEqual({ a: 2, b: 2, c: 1 });
    expect(mostOf([]).size).toBe(0);
  });
});

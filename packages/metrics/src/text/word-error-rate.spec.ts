import { scoreOf } from './text.fixture.js';
import { wordErrorRate } from './word-error-rate.js';

describe('wordErrorRate', () => {
  it('is above 1 where more words are wrong than there are', async () => {
    expect(await scoreOf(wordErrorRate(), 'a b c', 'd')).toBe(3);
    expect(await scoreOf(wordErrorRate(), 'a', '')).toBe(Infinity);
  });

  it('counts a sample as often as its weight', async () => {
    expect(await scoreOf(wordErrorRate(), ['a b', 'a'], ['a c', 'a'], [1, 2])).toBe(0.25);
  });

  it('is of all words together, not the mean of samples', async () => {
    expect(await scoreOf(wordErrorRate(), ['a', 'a b c'], ['b', 'a b c'])).toBe(0.25);
  });
});

import { scoreOf } from './text.fixture.js';
import { wordInfoLost } from './word-info-lost.js';

describe('wordInfoLost', () => {
  it('is what is not preserved of both sides', async () => {
    expect(await scoreOf(wordInfoLost(), 'a b c d', 'a b')).toBe(0.5);
    expect(await scoreOf(wordInfoLost(), ['a b', ''], ['a b', ''])).toBe(0);
  });
});

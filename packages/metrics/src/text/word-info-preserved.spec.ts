import { scoreOf } from './text.fixture.js';
import { wordInfoPreserved } from './word-info-preserved.js';

describe('wordInfoPreserved', () => {
  it('is the product of the matches as shares of both sides', async () => {
    expect(await scoreOf(wordInfoPreserved(), 'a b c d', 'a b')).toBe(0.5);
    expect(await scoreOf(wordInfoPreserved(), 'a', '')).toBe(0);
    expect(await scoreOf(wordInfoPreserved(), '', '')).toBeNaN();
  });
});

import { extendedEditDistance } from './extended-edit-distance.js';
import { scoreOf } from './text.fixture.js';

describe('extendedEditDistance', () => {
  it('takes characters of one look for one in Japanese', async () => {
    const japanese = extendedEditDistance({ language: 'ja' });
    expect(await scoreOf(japanese, 'ｶﾀｶﾅ', 'カタカナ')).toBe(await scoreOf(japanese, 'カタカナ', 'カタカナ'));
    expect(await scoreOf(extendedEditDistance(), 'ｶﾀｶﾅ', 'カタカナ')).toBeGreaterThan(0.5);
  });

  it('counts the nearest reference', async () => {
    const metric = extendedEditDistance();
    expect(await scoreOf(metric, 'one two', ['three', 'one two'])).toBe(await scoreOf(metric, 'one two', 'one two'));
  });
});

import { scoreOf } from './text.fixture.js';
import { translationEditRate } from './translation-edit-rate.js';

describe('translationEditRate', () => {
  it('divides by the mean length of references', async () => {
    expect(await scoreOf(translationEditRate(), 'b c a', ['a b c', 'x'])).toBe(0.5);
    expect(await scoreOf(translationEditRate(), 'a', '')).toBe(1);
    expect(await scoreOf(translationEditRate(), '', '')).toBe(0);
  });

  it('prepares texts as it is told', async () => {
    expect(await scoreOf(translationEditRate(), 'A b.', 'a b .')).toBeGreaterThan(0);
    expect(await scoreOf(translationEditRate({ normalize: true }), "A b's c.", "a b 's c .")).toBe(0);
    expect(await scoreOf(translationEditRate({ lowercase: false }), 'A', 'a')).toBe(1);
    expect(await scoreOf(translationEditRate({ noPunctuation: true }), 'a, b!', 'a b')).toBe(0);
    expect(await scoreOf(translationEditRate({ normalize: true, asianSupport: true }), '我是', '我 是')).toBe(0);
  });
});

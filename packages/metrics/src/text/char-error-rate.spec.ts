import { charErrorRate } from './char-error-rate.js';
import { scoreOf } from './text.fixture.js';

describe('charErrorRate', () => {
  it('takes an emoji for one character, and a combining mark for one', async () => {
    expect(await scoreOf(charErrorRate(), '😀ab', '😁ab')).toBe(1 / 3);
    expect(await scoreOf(charErrorRate(), 'cafe', 'cafe\u0301')).toBe(1 / 5);
  });
});

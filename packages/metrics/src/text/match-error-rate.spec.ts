import { matchErrorRate } from './match-error-rate.js';
import { scoreOf } from './text.fixture.js';

describe('matchErrorRate', () => {
  it('counts words that are put in and left out beside those that match', async () => {
    // b c are kept, a is left out and d put in: two edits, two matches.
    expect(await scoreOf(matchErrorRate(), 'b c d', 'a b c')).toBe(0.5);
  });

  it('is 1 where nothing matches', async () => {
    expect(await scoreOf(matchErrorRate(), 'a b c', 'd')).toBe(1);
  });
});

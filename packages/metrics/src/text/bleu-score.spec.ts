import { bleuScore } from './bleu-score.js';
import { scoreOf } from './text.fixture.js';

describe('bleuScore', () => {
  it('takes the shorter of two references that are as near', async () => {
    const options = { nGram: 1 };
    const [longer, shorter] = ['a b c d', 'a b'];
    expect(await scoreOf(bleuScore(options), 'a b c', [longer, shorter])).toBe(1);
    expect(await scoreOf(bleuScore(options), 'a b c', [shorter, longer])).toBe(1);
    expect(await scoreOf(bleuScore(options), 'a b c', longer)).toBeCloseTo(Math.exp(-1 / 3), 12);
  });

  it('counts a word only as often as a reference has it', async () => {
    expect(await scoreOf(bleuScore({ nGram: 1 }), 'the the the the', 'the cat the mat')).toBe(0.5);
  });

  it('helps short texts by smoothing', async () => {
    const of = (smooth: boolean | 'exp') => scoreOf(bleuScore({ smooth }), 'a b x', 'a b c');
    expect(await of(false)).toBe(0);
    expect(await of(true)).toBeCloseTo((2 / 3 * (2 / 3) * (1 / 2) * 1) ** 0.25, 12); // prettier-ignore
    expect(await of('exp')).toBe(0);
  });

  it('leaves lengths out that have no weight', async () => {
    expect(await scoreOf(bleuScore({ nGram: 2, weights: [1, 0] }), 'b a', 'a b')).toBe(1);
  });
});

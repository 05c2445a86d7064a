import { chrfScore } from './chrf-score.js';
import { scoreOf } from './text.fixture.js';

describe('chrfScore', () => {
  it('is the F score of characters, and of words if asked', async () => {
    expect(await scoreOf(chrfScore({ nCharOrder: 1, nWordOrder: 0, beta: 1 }), 'ab', 'bc d')).toBe(0.4);
    expect(await scoreOf(chrfScore({ nCharOrder: 1, nWordOrder: 1, beta: 1 }), 'ab', 'bc d')).toBe(0.2);
  });

  it('counts the references of what matches nothing', async () => {
    const metric = chrfScore({ nCharOrder: 1, nWordOrder: 0 });
    expect(await scoreOf(metric, ['ab', 'ab'], ['ab', 'cd'])).toBe(0.5);
  });

  it('sets punctuation apart at one end of a word', async () => {
    const metric = chrfScore({ nCharOrder: 1, nWordOrder: 1, beta: 1, returnSentenceLevelScore: true });
    const result = await scoreOf(metric, ['(a', '!'], ['( a', '!']);
    expect(result).toMatchObject({ value: 1, sentences: { data: Float64Array.of(1, 1) } });
  });
});

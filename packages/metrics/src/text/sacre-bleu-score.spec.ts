import { sacreBleuScore } from './sacre-bleu-score.js';
import { scoreOf } from './text.fixture.js';

describe('sacreBleuScore', () => {
  it('sets punctuation apart', async () => {
    const metric = sacreBleuScore({ nGram: 1 });
    expect(await scoreOf(metric, 'a b.', 'a b .')).toBe(1);
    expect(await scoreOf(sacreBleuScore({ nGram: 1, tokenize: 'none' }), 'a b.', 'a b .')).toBeLessThan(1);
  });

  it('says what to do where a dictionary is needed', () => {
    expect(() => sacreBleuScore({ tokenize: 'ja-mecab' })).toThrow(
      "'ja-mecab' needs a dictionary or model that LML does not have. Make words by a tool of your own, join them by spaces, and give 'none'",
    );
  });
});

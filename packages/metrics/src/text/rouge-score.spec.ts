import { rougeScore } from './rouge-score.js';
import { scoreOf } from './text.fixture.js';

const all = (value: number) => ({ fmeasure: value, precision: value, recall: value });

describe('rougeScore', () => {
  it('knows no words of other scripts unless it is told how to find them', async () => {
    const rougeKeys = ['rouge1'] as const;
    expect(await scoreOf(rougeScore({ rougeKeys: [...rougeKeys] }), '我是', '我是')).toEqual({ rouge1: all(0) });
    const own = rougeScore({ rougeKeys: [...rougeKeys], normalizer: (text) => text, tokenizer: (text) => [...text] });
    expect(await scoreOf(own, '我是', '我是')).toEqual({ rouge1: all(1) });
  });

  it('takes stems for words', async () => {
    const of = (useStemmer: boolean) =>
      scoreOf(rougeScore({ rougeKeys: ['rougeL'], useStemmer }), 'running cats', 'run cat');
    expect(await of(false)).toEqual({ rougeL: all(0) });
    expect(await of(true)).toEqual({ rougeL: all(1) });
  });

  it('splits sentences as it is told', async () => {
    const [prediction, target] = ['a b. c d.', 'c d. a b.'];
    const of = (sentences?: (text: string) => string[]) =>
      scoreOf(rougeScore({ rougeKeys: ['rougeLsum'], sentences }), prediction, target);
    expect(await of()).toEqual({ rougeLsum: all(0.5) });
    expect(await of((text) => text.split('.'))).toEqual({ rougeLsum: all(1) });
  });

  it('takes of several references the best, or the mean', async () => {
    const of = (accumulate: 'best' | 'avg') =>
      scoreOf(rougeScore({ rougeKeys: ['rouge1'], accumulate }), 'a b', ['a b', 'c d']);
    expect(await of('best')).toEqual({ rouge1: all(1) });
    expect(await of('avg')).toEqual({ rouge1: all(0.5) });
  });

  it('refuses words that are no texts', async () => {
    const wrong = rougeScore({ tokenizer: () => [1] as never });
    await expect(scoreOf(wrong, 'a', 'a')).rejects.toThrow(
      'What tokenizer of rouge-score gives must be a list of texts',
    );
  });
});

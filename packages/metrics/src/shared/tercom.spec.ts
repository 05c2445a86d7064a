import { translationEditsOf } from './tercom.js';

const edits = (prediction: string, reference: string): number =>
  translationEditsOf(prediction.split(' '), reference.split(' '));

describe('translationEditsOf', () => {
  it('moves a run of words for one edit', () => {
    expect(edits('b c d e f a', 'a b c d e f')).toBe(1);
    expect(edits('d e a b c x', 'a b c d e')).toBe(2);
    expect(edits('a b c', 'a b c')).toBe(0);
  });

  it('counts words where one side has none', () => {
    expect(translationEditsOf([], ['a', 'b'])).toBe(2);
    expect(translationEditsOf(['a', 'b'], [])).toBe(2);
  });

  it('looks at texts of very different lengths', () => {
    const long = Array.from({ length: 300 }, (_, at) => `w${at}`);
    expect(translationEditsOf(['w290'], long)).toBe(299);
    expect(translationEditsOf(long, ['w290'])).toBe(299);
    // Too far from the diagonal to be seen, as in sacrebleu.
    expect(translationEditsOf(['w7'], long)).toBe(300);
  });
});

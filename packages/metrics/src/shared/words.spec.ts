import { charactersOf, numbered, withoutLastSpaces, withoutSpaces, wordsOf } from './words.js';

describe('wordsOf', () => {
  it('takes all white space of Unicode, and no byte order mark', () => {
    expect(wordsOf(' a\tb\u00a0c\u3000d\u0085e\n\ufefff ')).toEqual(['a', 'b', 'c', 'd', 'e', '\ufefff']);
    expect(wordsOf('')).toEqual([]);
    expect(withoutSpaces(' a\t b ')).toBe('ab');
    expect(withoutLastSpaces(' a \n')).toBe(' a');
    expect(withoutLastSpaces(`${' '.repeat(1e6)}a`)).toHaveLength(1e6 + 1);
  });

  it('takes code points for characters', () => {
    expect(charactersOf('😀e\u0301')).toEqual(['😀', 'e', '\u0301']);
  });

  it('gives equal tokens equal numbers', () => {
    expect(numbered(['a', 'b'], ['b', 'a', 'c']).map((numbers) => [...numbers])).toEqual([
      [0, 1],
      [1, 0, 2],
    ]);
  });
});

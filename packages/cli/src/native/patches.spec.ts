import { PATCHES, patched } from './patches.js';

const patches = [
  { file: 'a.cc', before: 'one', after: 'two' },
  { file: 'b.cc', before: 'three', after: 'four' },
];

describe('patched', () => {
  it('changes what is of a file', () => {
    expect(patched('one three', 'a.cc', patches)).toBe('two three');
    expect(patched('one three', 'c.cc', patches)).toBe('one three');
  });

  it.each(['nothing', 'one one'])('refuses a text that they were not made for: %s', (text) => {
    expect(() => patched(text, 'a.cc', patches)).toThrow(
      expect.objectContaining({ code: 'LML_MISSING_FEATURE', message: expect.stringContaining('a.cc') }),
    );
  });

  it('changes each place only once', () => {
    const text = PATCHES.map(({ before }) => before).join('\n');
    expect(() => patched(text, PATCHES[0]!.file)).not.toThrow();
  });
});

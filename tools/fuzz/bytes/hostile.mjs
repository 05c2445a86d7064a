import fc from 'fast-check';

/** Values that only an attacker writes, and common mistakes; deep and long ones too. */
export const hostileValues = fc.constantFrom(
  ...[null, true, -1, 0.5, 1e308, 2 ** 53, 2 ** 31, '', '.', '..', '../../victim', '../../../victim/file'],
  ...['/tmp', 'a/b', 'a\\b', 'NaN', 'constructor', '__proto__', '\u0000', '1e999', '{}', '[]'],
  ...[[], {}, [[]], [1, 2, 3], { name: 'mlp' }, { length: -1 }, { $number: 'x' }, { toString: 1 }],
);

/** Texts that are long or deep. */
export const longTexts = fc.constantFrom(
  'x'.repeat(100_000),
  '['.repeat(20_000),
  '{"a":'.repeat(5_000),
  `${'- '.repeat(3_000)}x`,
  `a: &a [x,x,x,x,x,x,x,x]\n${Array.from('bcdefghi', (name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(8)}]`).join('\n')}`,
);

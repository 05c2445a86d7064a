import fc from 'fast-check';

import { readRuns } from './read-runs.js';

/** Numbers as runs: of equal ones where there are eight or more, packed otherwise. */
function written(numbers: readonly number[], width: number): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < numbers.length;) {
    let equal = 1;
    while (numbers[at + equal] === numbers[at]) equal++;
    if (equal >= 8) {
      bytes.push(...varint(2 * equal));
      for (let k = 0; k < Math.ceil(width / 8); k++) bytes.push((numbers[at]! >>> (8 * k)) & 255);
      at += equal;
    } else {
      bytes.push(...varint(3));
      let bits = '';
      for (let k = 7; k >= 0; k--) bits += (numbers[at + k] ?? 0).toString(2).padStart(width, '0');
      for (let k = 0; k < width; k++)
        bytes.push(parseInt(bits.slice(bits.length - 8 * (k + 1), bits.length - 8 * k), 2));
      at += 8;
    }
  }
  return Uint8Array.from(bytes);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

describe('readRuns', () => {
  it('reads numbers of any width as they were written', () => {
    const cases = fc.integer({ min: 1, max: 31 }).chain((width) => {
      const number = fc.integer({ min: 0, max: 2 ** width - 1 });
      const part = fc.oneof(
        fc.array(number),
        fc.tuple(number, fc.integer({ min: 8, max: 300 })).map(([each, count]) => Array<number>(count).fill(each)),
      );
      return fc.tuple(
        fc.constant(width),
        fc.array(part, { maxLength: 4 }).map((parts) => parts.flat()),
      );
    });
    fc.assert(
      fc.property(cases, ([width, numbers]) => {
        const read = readRuns({ bytes: written(numbers, width), at: 0 }, width, new Int32Array(numbers.length));
        expect([...read]).toEqual(numbers);
      }),
    );
  });

  it.each([
    ['a run that is longer than there is room', [2 * 9, 1], /a run of another length/],
    ['an empty run', [0, 1], /a run of another length/],
    ['an empty part of packed numbers', [1], /an empty run/],
    ['packed numbers that are cut off', [3], /cut off/],
    ['a length that does not end', Array<number>(20).fill(255), /does not end/],
    ['nothing', [], /cut off/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readRuns({ bytes: Uint8Array.from(bytes), at: 0 }, 3, new Uint8Array(8))).toThrow(message);
  });
});

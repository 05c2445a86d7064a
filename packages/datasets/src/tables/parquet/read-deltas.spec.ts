import { readDeltas, readDeltaStrings } from './read-deltas.js';

/** 32 numbers in one part, with differences of no bits: they are all the first one. */
const HEAD = [128, 1, 4];

describe('readDeltas', () => {
  it('reads numbers of which each is as much more than the one before', () => {
    // Five numbers from 7 on, each 2 more: numbers with a sign are written twice as large.
    const bytes = Uint8Array.from([...HEAD, 5, 14, 4, 0, 0, 0, 0, 99]);
    const reader = { bytes, at: 0 };
    expect([...readDeltas(reader, new Int32Array(5))]).toEqual([7, 9, 11, 13, 15]);
    expect(reader.at).toBe(10);
    expect([...readDeltas({ bytes, at: 0 }, new BigInt64Array(5))]).toEqual([7n, 9n, 11n, 13n, 15n]);
  });

  it.each([
    ['blocks of no parts', [128, 1, 0, 5, 14], /in 0 parts/],
    ['blocks of more parts than numbers', [128, 1, 255, 255, 255, 255, 15, 5, 14], /parts/],
    ['another number of numbers', [...HEAD, 6, 14], /6 numbers where there should be 5/],
    ['differences that do not end', [...HEAD, 5, 14, ...Array<number>(30).fill(128)], /does not end/],
    ['parts that are cut off', [...HEAD, 5, 14, 4, 8, 0, 0, 0, 1], /cut off/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readDeltas({ bytes: Uint8Array.from(bytes), at: 0 }, new Int32Array(5))).toThrow(message);
  });
});

describe('readDeltaStrings', () => {
  it('refuses more in common with the text before than that has', () => {
    // Two texts: the second has 7 bytes in common with the first, which has none.
    const shared = [...HEAD, 2, 0, 14, 0, 0, 0, 0];
    const rests = [...HEAD, 2, 0, 0, 0, 0, 0, 0];
    expect(() => readDeltaStrings({ bytes: Uint8Array.from([...shared, ...rests]), at: 0 }, 2)).toThrow(
      /7 bytes in common with 0/,
    );
  });
});

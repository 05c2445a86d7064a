import { decompressLz4Frame } from './lz4-frame.js';

const MAGIC = [0x04, 0x22, 0x4d, 0x18];
/** Without sizes and sums. */
const HEAD = [...MAGIC, 0x40, 0x40, 0];
const END = [0, 0, 0, 0];
const u32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

describe('decompressLz4Frame', () => {
  it('reads blocks, of which each may take over bytes of the one before', () => {
    const first = [0x30, 1, 2, 3];
    // No byte of its own, then four from three back; one more at the end.
    const second = [0x00, 3, 0, 0x10, 9];
    const plain = [...u32(0x80_00_00_02), 7, 8];
    const frame = [...HEAD, ...u32(4), ...first, ...u32(5), ...second, ...plain, ...END];
    expect([...decompressLz4Frame(Uint8Array.from(frame), 10)]).toEqual([1, 2, 3, 1, 2, 3, 1, 9, 7, 8]);
  });

  it.each([
    ['what is no frame', [1, 2, 3, 4, 5, 6, 7, ...END], /no frame/],
    ['a block that is cut off', [...HEAD, ...u32(100), 1], /cut off/],
    ['bytes from nowhere', [...HEAD, ...u32(5), 0x10, 1, 9, 0, 0, ...END], /from nowhere/],
    [
      'more bytes than there should be',
      [...HEAD, ...u32(12), 0xb0, ...Array<number>(11).fill(1), ...END],
      /beyond the end/,
    ],
    ['fewer bytes than there should be', [...HEAD, ...END], /0 bytes where there should be 10/],
    ['a length without an end', [...HEAD, ...u32(3), 0xf0, 255, 255, ...END], /cut off/],
  ])('refuses %s', (_, frame, message) => {
    expect(() => decompressLz4Frame(Uint8Array.from(frame), 10)).toThrow(message);
  });
});

import { decompressor } from './decompress.js';

describe('decompressor', () => {
  // A block of five bytes that stand as they are.
  const block = [0x50, 1, 2, 3, 4, 5];
  const part = [0, 0, 0, 5, 0, 0, 0, 6, ...block];

  it.each([
    ['in parts, as Hadoop writes it', [...part, ...part], [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]],
    ['as one part', block, [1, 2, 3, 4, 5]],
  ])('reads LZ4 of older programs %s', async (_, bytes, values) => {
    const decompress = await decompressor('LZ4');
    expect([...decompress(Uint8Array.from(bytes), values.length)]).toEqual(values);
  });

  it('ends with parts that say they are of no size', async () => {
    const decompress = await decompressor('LZ4');
    const bytes = Uint8Array.from([0, 0, 0, 0, 255, 255, 255, 248, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
    expect(() => decompress(bytes, 10)).toThrow();
  });

  it('refuses pages of another size, and compressions that it does not know', async () => {
    const plain = await decompressor('UNCOMPRESSED');
    expect(() => plain(new Uint8Array(4), 5)).toThrow(/4 bytes that should have 5/);
    await expect(decompressor('LZO')).rejects.toThrow(/the compression LZO/);
  });
});

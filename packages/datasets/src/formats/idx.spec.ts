import { gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { bytesOf, codeOf, damaged, expectGolden, goldenFiles } from '../shared/array-goldens.fixture.js';
import { parseIdx } from './idx.js';

const files = goldenFiles('idx');

describe('parseIdx', () => {
  it.each(files)('reads $name, as they are and packed', async (golden) => {
    expectGolden(await parseIdx(bytesOf(golden.file), 'x'), golden);
    expectGolden(await parseIdx(bytesOf(golden.packed), 'x.gz'), golden);
  });

  it.each<[string, number[], RegExp]>([
    ['nothing', [], /it ends within the header/],
    ['a header that is cut off', [0, 0, 8, 2, 0, 0, 0, 1, 0], /it ends within the header/],
    ['another begin', [1, 0, 8, 1, 0, 0, 0, 0], /does not begin with two zero bytes/],
    ['an unknown data type', [0, 0, 0x0a, 1, 0, 0, 0, 0], /data type 0x0a/],
    ['too many axes', [0, 0, 8, 65], /65 axes/],
    [
      'too few values',
      [0, 0, 8, 1, 0, 0, 0, 3, 1, 2],
      /shape is \(3\), which takes 11 bytes with the header, but there are 10. It is cut off/,
    ],
    ['too many values', [0, 0, 8, 1, 0, 0, 0, 1, 1, 2], /there are 10. It is damaged/],
    ['a shape beyond counting', [0, 0, 14, 3, ...new Array<number>(12).fill(255)], /which takes 6\.\d+e\+29 bytes/],
  ])('refuses %s', async (_, bytes, message) => {
    for (const [name, given] of [
      ['x', Uint8Array.from(bytes)],
      ['x.gz', Uint8Array.from(gzipSync(Uint8Array.from(bytes)))],
    ] as const) {
      // What is packed fails while it is unpacked.
      const expected = name === 'x' || !/takes|there are|ends/.test(message.source) ? message : /unpacks to/;
      await expect(parseIdx(given, name)).rejects.toThrow(expected);
      await expect(parseIdx(given, name)).rejects.toThrow(`'${name}'`);
      expect(await codeOf(() => parseIdx(given, name))).toBe('LML_FILE_FORMAT');
    }
  });

  it('unpacks no more than the header says', async () => {
    const bomb = new Uint8Array(20_000_000);
    bomb.set([0, 0, 8, 1, 0, 0, 0, 9]);
    await expect(parseIdx(Uint8Array.from(gzipSync(bomb)), 'x.gz')).rejects.toThrow(
      /'x\.gz' unpacks to more than the 17 bytes/,
    );
  });

  it('gives an array or a coded error for any bytes', async () => {
    const valid = files.flatMap(({ file, packed }) => [bytesOf(file), bytesOf(packed)]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), damaged(valid)), async (bytes) => {
        await codeOf(async () => {
          const { shape, data } = await parseIdx(bytes, 'x');
          expect(data.length).toBe(shape.reduce((product, size) => product * size, 1));
        });
      }),
      { numRuns: 500 },
    );
  });
});

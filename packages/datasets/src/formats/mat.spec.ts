import { deflateSync } from 'node:zlib';

import fc from 'fast-check';

import { bytesOf, codeOf, damaged, expectGolden, goldenFiles } from '../shared/array-goldens.fixture.js';
import { readMat } from './mat.js';

const files = goldenFiles('mat');
const named = (name: string): Uint8Array<ArrayBuffer> => bytesOf(files.find((file) => file.name === name)!.file);
const HEADER = named('no variables');

/** A file with one element of a type, or of what it says. */
function withElement(type: number, data: Uint8Array, size = data.length): Uint8Array {
  const bytes = new Uint8Array(HEADER.length + 8 + data.length);
  bytes.set(HEADER);
  new DataView(bytes.buffer).setUint32(128, type, true);
  new DataView(bytes.buffer).setUint32(132, size, true);
  bytes.set(data, 136);
  return bytes;
}

/** The content of a matrix: flags of a class, a shape, a name, values of a type. */
function matrix(classNumber: number, shape: readonly number[], type: number, values: Uint8Array): Uint8Array {
  const filled = (length: number): number => Math.ceil(length / 8) * 8;
  const parts: [number, Uint8Array][] = [
    [6, new Uint8Array(Uint32Array.of(classNumber, 0).buffer)],
    [5, new Uint8Array(Int32Array.from(shape).buffer)],
    [1, new TextEncoder().encode('x')],
    [type, values],
  ];
  const bytes = new Uint8Array(parts.reduce((sum, [, data]) => sum + 8 + filled(data.length), 0));
  let at = 0;
  for (const [kind, data] of parts) {
    new DataView(bytes.buffer).setUint32(at, kind, true);
    new DataView(bytes.buffer).setUint32(at + 4, data.length, true);
    bytes.set(data, at + 8);
    at += 8 + filled(data.length);
  }
  return bytes;
}

const read = async (bytes: Uint8Array, name = 'x'): Promise<unknown> =>
  (await readMat(bytes, 'x.mat', 'first')).read(name, 'input');

describe('readMat', () => {
  it.each(files)('reads what SciPy reads: $name', async ({ file: text, arrays }) => {
    const { names, read: take } = await readMat(bytesOf(text), 'x.mat', 'first');
    for (const [name, golden] of Object.entries(arrays)) {
      expect(names).toContain(name);
      expectGolden(await take(name, 'input'), golden);
    }
  });

  it('moves the samples to the front, and makes one number a sample of a vector', async () => {
    const bytes = named('images, samples last');
    const first = await (await readMat(bytes, 'x.mat', 'first')).read('X', 'input');
    const { read: take } = await readMat(bytes, 'x.mat', 'last');
    const last = await take('X', 'input');
    expect(first.shape).toEqual([2, 3, 3, 4]);
    expect(last.shape).toEqual([4, 2, 3, 3]);
    // Value by value: sample n, row h, column w, channel c.
    for (let n = 0; n < 4; n++)
      for (let rest = 0; rest < 18; rest++) expect(last.data[n * 18 + rest]).toBe(first.data[rest * 4 + n]);
    expect(await take('y', 'target')).toEqual({ dtype: 'uint8', shape: [4], data: Uint8Array.of(10, 1, 2, 10) });
    expect(await take('X', 'target')).toEqual(last);
    const rows = await readMat(named('vectors as rows and as columns'), 'x.mat', 'first');
    expect((await rows.read('row', 'weight')).shape).toEqual([3]);
    expect((await rows.read('row', 'input')).shape).toEqual([1, 3]);
  });

  it('gives the rows of characters as texts without blanks at their ends', async () => {
    const { read: take } = await readMat(named('text'), 'x.mat', 'last');
    expect(await take('names', 'target')).toEqual({ dtype: 'string', shape: [3], data: ['cat', 'mouse', 'dog'] });
    const rows = withElement(
      14,
      matrix(4, [2, 3], 17, new Uint8Array(Uint16Array.from([...'ab  \0 '].map((c) => c.charCodeAt(0))).buffer)),
    );
    expect(await read(rows)).toEqual({ dtype: 'string', shape: [2], data: ['a', 'b'] });
  });

  it.each<[string, RegExp]>([
    ['complex', /'complex' in 'x\.mat' is complex\. Save real\(x\) and imag\(x\)/],
    ['sparse', /is a sparse matrix\. Make it dense first: x = full\(s\)/],
    ['cell', /is a cell array/],
    ['struct', /is a struct/],
    ['deep', /is an array of characters of shape \(/],
    ['beyond', /holds 9223372036854775808 at position 0.*LML_DTYPE_RANGE/],
  ])('refuses what is %s, and says what it is', async (name, message) => {
    for (const file of ['what is refused', 'what is refused, compressed']) {
      await expect(read(named(file), name)).rejects.toThrow(message);
      expect(await read(named(file), 'plain')).toMatchObject({ dtype: 'float64', shape: [1, 2] });
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /its header does not say so/],
    ['version 4', new Uint8Array(200), /of version 4/],
    [
      'version 7.3',
      Uint8Array.of(...new Uint8Array(512), 0x89, 0x48, 0x44, 0x46, 0x0d),
      /'x\.mat' is a MAT-file of version 7\.3, which is HDF5/,
    ],
    ['an element that is cut off', withElement(14, new Uint8Array(8), 100), /has 100 bytes, but 8 are left/],
    [
      'a tag that is cut off',
      withElement(14, new Uint8Array(8)).subarray(0, 131),
      /ends at byte 131, within an element/,
    ],
    ['a tag of no known form', withElement(14, new Uint8Array(24).fill(255)), /no known form/],
    ['a variable without flags', withElement(14, new Uint8Array(8)), /no flags/],
    ['a variable twice', Uint8Array.of(...named('numbers'), ...named('numbers').subarray(128)), /it has '\w+' twice/],
    ['a negative size', withElement(14, matrix(6, [2, -2], 9, new Uint8Array(8))), /has the shape \(2, -2\)/],
    ['one size', withElement(14, matrix(6, [2], 9, new Uint8Array(16))), /2 to 64 sizes/],
    [
      'too few values',
      withElement(14, matrix(6, [2, 2], 9, new Uint8Array(8))),
      /shape \(2, 2\) takes 32 bytes of values, but it has 8/,
    ],
    [
      'a shape beyond counting',
      withElement(14, matrix(6, new Array<number>(40).fill(2 ** 31 - 1), 9, new Uint8Array(8))),
      /takes Infinity bytes/,
    ],
    ['values of no known type', withElement(14, matrix(6, [1, 1], 11, new Uint8Array(8))), /unknown type 11/],
    [
      'a value beyond its class',
      withElement(14, matrix(9, [1, 1], 4, Uint8Array.of(0, 1))),
      /is of uint8, but holds 256 at position 0/,
    ],
    [
      'a fraction of an integer class',
      withElement(14, matrix(12, [1, 1], 9, new Uint8Array(Float64Array.of(0.5).buffer))),
      /holds 0\.5 at position 0/,
    ],
    [
      'a fraction of a class of long integers',
      withElement(14, matrix(14, [1, 1], 9, new Uint8Array(Float64Array.of(0.5).buffer))),
      /is of int64, but holds 0\.5 at position 0/,
    ],
    [
      'what is no number of a class of integers',
      withElement(14, matrix(13, [1, 1], 7, new Uint8Array(Float32Array.of(NaN).buffer))),
      /holds NaN at position 0/,
    ],
    [
      'a class of no known number',
      withElement(14, matrix(42, [1, 1], 9, new Uint8Array(8))),
      /of the unknown class 42/,
    ],
    [
      'characters of no known type',
      withElement(14, matrix(4, [1, 2], 9, new Uint8Array(8))),
      /characters have the unknown type 9/,
    ],
    [
      'too few characters',
      withElement(14, matrix(4, [1, 9], 16, Uint8Array.of(97))),
      /takes 9 characters, but it has 1/,
    ],
    ['what is not packed', withElement(15, Uint8Array.of(1, 2, 3)), /cannot be unpacked/],
    [
      'what unpacks to more',
      withElement(
        15,
        Uint8Array.from(
          deflateSync(Uint8Array.of(...withElement(14, matrix(6, [1, 1], 9, new Uint8Array(8))).subarray(128), 0)),
        ),
      ),
      /unpacks to more than/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
    await expect(read(bytes)).rejects.toThrow(/'x\.mat'.*LML_FILE_FORMAT/);
  });

  it('says that objects are objects', async () => {
    const content = matrix(17, [1, 1], 9, new Uint8Array(8));
    // An object has no sizes: its name follows the flags.
    const opaque = Uint8Array.of(...content.subarray(0, 16), ...content.subarray(32));
    await expect(read(withElement(14, opaque))).rejects.toThrow(
      /'x' in 'x\.mat' is an object, such as a string, table or date/,
    );
  });

  it('makes no rows of nothing', async () => {
    const rows = withElement(14, matrix(4, [2 ** 31 - 1, 0], 16, new Uint8Array()));
    expect(await read(rows)).toEqual({ dtype: 'string', shape: [0], data: [] });
  });

  it('gives arrays or a coded error for any bytes', async () => {
    const readAll = async (bytes: Uint8Array): Promise<void> => {
      const { names, read: take } = await readMat(bytes, 'x.mat', 'last');
      for (const name of names) await codeOf(() => take(name, 'target'));
    };
    const valid = files.map(({ file }) => bytesOf(file));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), damaged(valid)), async (bytes) => {
        await codeOf(() => readAll(bytes));
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';

import { bytesOf, codeOf, damaged, expectGolden, goldenFiles } from '../shared/array-goldens.fixture.js';
import { readNpz } from './npz.js';

const files = goldenFiles('npz');
const named = (name: string): Uint8Array => bytesOf(files.find((file) => file.name === name)!.file);

describe('readNpz', () => {
  it.each(files)('reads what NumPy wrote: $name', async ({ file, arrays }) => {
    const { names, read } = readNpz(bytesOf(file), 'x.npz');
    for (const [name, golden] of Object.entries(arrays)) {
      expect(names).toContain(name);
      expectGolden(await read(name, 'input'), golden);
    }
  });

  it('reads a thousand zeros of a byte', async () => {
    const { names, read } = readNpz(named('as dense as can be'), 'x.npz');
    expect(names).toEqual(['zeros', 'y']);
    const { shape, data } = await read('zeros', 'input');
    expect(shape).toEqual([200_000]);
    expect((data as Uint8Array).every((value) => value === 0)).toBe(true);
  });

  it('says which array of which file cannot be read', async () => {
    const { read } = readNpz(named('text and objects beside numbers'), 'x.npz');
    await expect(read('text', 'input')).rejects.toThrow(/'text\.npy' in 'x\.npz' holds values of NumPy's type '<U1'/);
    await expect(read('some', 'input')).rejects.toThrow(/'some\.npy' in 'x\.npz' holds values of NumPy's type '\|O'/);
  });

  it('gives arrays or a coded error for any bytes', async () => {
    const readAll = async (bytes: Uint8Array): Promise<void> => {
      const { names, read } = readNpz(bytes, 'x.npz');
      for (const name of names) await read(name, 'input');
    };
    const valid = files.map(({ file }) => bytesOf(file));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), damaged(valid)), async (bytes) => {
        // It throws for an error without a code.
        await codeOf(() => readAll(bytes));
      }),
      { numRuns: 500 },
    );
  });
});

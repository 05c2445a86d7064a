import { crc32 } from './crc32.js';
import { bytesOf, goldenFiles } from '../shared/array-goldens.fixture.js';
import { readZipEntries, readZipEntry } from './zip.js';

const golden = (name: string): Uint8Array<ArrayBuffer> =>
  bytesOf(goldenFiles('npz').find((file) => file.name === name)!.file);
const archive = golden('savez_compressed');
const stored = golden('savez');

/** Where a signature stands, from the end. */
function positionOf(bytes: Uint8Array, signature: number): number {
  const view = new DataView(bytes.buffer);
  for (let at = bytes.length - 4; at >= 0; at--) if (view.getUint32(at, true) === signature) return at;
  throw new RangeError('There is none.');
}

/** A copy with a number at a field of the last record of a kind. */
function changed(bytes: Uint8Array, signature: number, field: number, value: number, size = 4): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const at = positionOf(copy, signature) + field;
  if (size === 4) view.setUint32(at, value, true);
  else view.setUint16(at, value, true);
  return copy;
}

const [END, ENTRY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];

async function readAll(bytes: Uint8Array): Promise<number[]> {
  const sizes: number[] = [];
  for (const entry of readZipEntries(bytes, 'a.zip').values())
    sizes.push((await readZipEntry(bytes, entry, 'a.zip')).length);
  return sizes;
}

it('crc32 is that of zip', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

describe('readZipEntries', () => {
  it('reads archives with a comment at their end, and in the middle of a buffer', async () => {
    const sizes = await readAll(archive);
    expect(sizes).toEqual([128 + 48, 128 + 24]);
    const comment = new TextEncoder().encode('made by hand');
    const commented = Uint8Array.of(...changed(archive, END, 20, comment.length, 2), ...comment);
    expect(await readAll(commented)).toEqual(sizes);
    const shifted = Uint8Array.of(1, 2, 3, ...archive);
    expect(await readAll(shifted.subarray(3))).toEqual(sizes);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /no directory at its end/],
    ['another file', new Uint8Array(70_000), /no directory at its end/],
    ['an archive that is cut off', archive.subarray(0, archive.length - 1), /directory/],
    ['a number of entries beyond the directory', changed(archive, END, 10, 3, 2), /directory does not fit/],
    ['a number of entries beyond counting', changed(archive, END, 10, 0xfffe, 2), /directory does not fit/],
    ['a directory beyond the file', changed(archive, END, 16, 2 ** 31), /directory does not fit/],
    ['one part of several', changed(archive, END, 4, 3, 2), /one part of a zip archive of several/],
    ['a directory that is none', changed(archive, ENTRY, 0, 0), /has 1 of 2 entries/],
    ['a name beyond the directory', changed(archive, ENTRY, 28, 60_000, 2), /entry 1 of its directory goes beyond it/],
    ['a size that is said to be in zip64', changed(archive, ENTRY, 24, 2 ** 32 - 1), /lacks its sizes of zip64/],
    ['a name twice', changed(archive, ENTRY, 46, 0x706e2e78), /has 'x.npy' twice/],
    ['an entry that needs a password', changed(archive, ENTRY, 8, 1, 2), /'y.npy' in 'a.zip' is encrypted/],
    ['another compression', changed(archive, ENTRY, 10, 14, 2), /'y.npy' in 'a.zip' is compressed by method 14/],
    ['an entry beyond the file', changed(archive, ENTRY, 42, 2 ** 31), /'y.npy' is not where/],
    ['an entry that is elsewhere', changed(archive, LOCAL, 0, 1), /'y.npy' is not where/],
    ['content beyond the file', changed(archive, ENTRY, 20, 2 ** 31), /'y.npy' goes beyond its end/],
    [
      'a larger size',
      changed(archive, ENTRY, 24, 200),
      /'y.npy' in 'a.zip' unpacks to 152 bytes, but says that it has 200/,
    ],
    ['a smaller size', changed(archive, ENTRY, 24, 100), /unpacks to more than the 100 bytes/],
    ['a size that is impossible', changed(archive, ENTRY, 24, 2 ** 31), /which \d+ bytes cannot hold/],
    ['another checksum', changed(archive, ENTRY, 16, 1), /'y.npy' does not have its checksum/],
    ['two sizes of what is stored', changed(stored, ENTRY, 24, 100), /'y.npy' is stored, but has two sizes/],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(readAll(bytes)).rejects.toThrow(message);
    await expect(readAll(bytes)).rejects.toThrow(/'a\.zip'.*LML_FILE_FORMAT/);
  });

  it('refuses an archive of zip64 whose record is not there', () => {
    const wide = golden('zip64');
    const locator = 0x07064b50;
    expect(() => readZipEntries(changed(wide, locator, 8, 2 ** 31), 'a.zip')).toThrow(/record of zip64/);
    expect(() => readZipEntries(changed(wide, 0x06064b50, 36, 1), 'a.zip')).toThrow(/directory does not fit/);
  });
});

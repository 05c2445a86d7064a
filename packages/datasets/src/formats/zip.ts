import { FileFormatError } from '@lml/core';

import { describe } from '../shared/invalid-value.js';
import { crc32 } from './crc32.js';
import { inflate } from './inflate.js';

// The directory is read here rather than by fflate 0.8.3: that one takes a number of entries up to 4 · 10⁹ on trust, drops what an
// entry unpacks to beyond its declared size without a word, and verifies no checksum.

/** An entry of a zip archive, as the directory at its end describes it. */
export interface ZipEntry {
  /** Its name, with folders. */
  readonly name: string;
  /** 0 for stored, 8 for deflated. */
  readonly method: number;
  /** Its bytes in the archive. */
  readonly packed: number;
  /** Its bytes once unpacked. */
  readonly size: number;
  /** The CRC-32 of the unpacked bytes. */
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
  /** Whether a password is needed. */
  readonly encrypted: boolean;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_LENGTH = 20;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
/** Stands for a number that is in the extra field of zip64. */
const IN_EXTRA = 0xffffffff;

/**
 * The entries of a zip archive, zip64 too. Nothing is unpacked yet.
 *
 * @throws `LML_FILE_FORMAT` if it is no zip archive, is cut off or in several parts, or has a name twice.
 */
export function readZipEntries(bytes: Uint8Array, file: string): Map<string, ZipEntry> {
  const view = viewOf(bytes);
  const { count, start, end } = readEnd(view, file);
  const entries = new Map<string, ZipEntry>();
  let position = start;
  for (let index = 0; index < count; index++) {
    if (position + ENTRY_LENGTH > end || view.getUint32(position, true) !== ENTRY)
      throw damaged(file, `its directory has ${index} of ${count} entries`);
    const lengths = [28, 30, 32].map((at) => view.getUint16(position + at, true));
    const next = lengths.reduce((sum, length) => sum + length, position + ENTRY_LENGTH);
    if (next > end) throw damaged(file, `entry ${index} of its directory goes beyond it`);
    const entry = readEntry(bytes, position, lengths[0]!, lengths[1]!);
    if (entry === undefined) throw damaged(file, `entry ${index} of its directory lacks its sizes of zip64`);
    if (entries.has(entry.name))
      throw new FileFormatError(
        `'${file}' has ${describe(entry.name)} twice, so which one is meant cannot be told. Save it anew.`,
      );
    entries.set(entry.name, entry);
    position = next;
  }
  return entries;
}

/**
 * Unpacks an entry, and checks its size and checksum.
 *
 * @throws `LML_FILE_FORMAT`
 */
export async function readZipEntry(bytes: Uint8Array, entry: ZipEntry, file: string): Promise<Uint8Array> {
  const { name, method, packed, size, crc, offset, encrypted } = entry;
  const what = `'${name}' in '${file}'`;
  if (encrypted) throw new FileFormatError(`${what} is encrypted. Save it without a password.`);
  if (method !== 0 && method !== 8) {
    const message = `${what} is compressed by method ${method} of zip; stored (0) and deflated (8) entries are known. Write it with numpy.savez or numpy.savez_compressed.`;
    throw new FileFormatError(message);
  }
  const view = viewOf(bytes);
  if (offset + LOCAL_LENGTH > bytes.length || view.getUint32(offset, true) !== LOCAL)
    throw damaged(file, `'${name}' is not where its directory says`);
  const start = offset + LOCAL_LENGTH + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw damaged(file, `'${name}' goes beyond its end`);
  const content = bytes.subarray(start, start + packed);
  if (method === 0 && packed !== size) throw damaged(file, `'${name}' is stored, but has two sizes`);
  const unpacked =
    method === 0 ? content : await inflate({ bytes: content, format: 'deflate-raw', sizeOf: () => size, what });
  if (crc32(unpacked) !== crc) throw damaged(file, `'${name}' does not have its checksum`);
  return unpacked;
}

function damaged(file: string, how: string): FileFormatError {
  return new FileFormatError(
    `'${file}' cannot be read as a zip archive: ${how}. It is damaged or cut off; copy or save it again.`,
  );
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Where the directory is, from the record at the end of the archive, after which there may be a comment. */
function readEnd(view: DataView, file: string): { count: number; start: number; end: number } {
  const last = view.byteLength - END_LENGTH;
  let at = last;
  while (at >= 0 && at >= last - 0xffff && view.getUint32(at, true) !== END) at--;
  if (at < 0 || at < last - 0xffff)
    throw new FileFormatError(
      `'${file}' cannot be read as a zip archive: it has no directory at its end. It is cut off, or another file; write it with numpy.savez.`,
    );
  if (view.getUint16(at + 4, true) !== 0) {
    const wide = view.getUint16(at + 4, true) === 0xffff;
    if (!wide) throw new FileFormatError(`'${file}' is one part of a zip archive of several. Save it in one file.`);
  }
  const place = readEnd64(view, at, file) ?? {
    count: view.getUint16(at + 10, true),
    length: view.getUint32(at + 12, true),
    start: view.getUint32(at + 16, true),
  };
  const end = place.start + place.length;
  if (end > at || place.count * ENTRY_LENGTH > place.length) throw damaged(file, 'its directory does not fit');
  return { count: place.count, start: place.start, end };
}

/** The record of zip64, where there is one. */
function readEnd64(
  view: DataView,
  end: number,
  file: string,
): { count: number; length: number; start: number } | undefined {
  const locator = end - LOCATOR_LENGTH;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return undefined;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > locator || view.getUint32(at, true) !== END_64) throw damaged(file, 'its record of zip64 is not there');
  const [count, length, start] = [32, 40, 48].map((field) => Number(view.getBigUint64(at + field, true)));
  return { count: count!, length: length!, start: start! };
}

function readEntry(bytes: Uint8Array, at: number, nameLength: number, extraLength: number): ZipEntry | undefined {
  const view = viewOf(bytes);
  const flags = view.getUint16(at + 8, true);
  const nameStart = at + ENTRY_LENGTH;
  const name = bytes.subarray(nameStart, nameStart + nameLength);
  const sizes = readSizes(
    view,
    [24, 20, 42].map((field) => view.getUint32(at + field, true)),
    nameStart + nameLength,
    extraLength,
  );
  if (sizes === undefined) return undefined;
  const [size, packed, offset] = sizes as [number, number, number];
  return {
    // Names that are not said to be UTF-8 are mostly ASCII, where it makes no difference.
    name: new TextDecoder(flags & 0x800 ? 'utf-8' : 'latin1').decode(name),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    encrypted: (flags & 1) !== 0,
    size,
    packed,
    offset,
  };
}

/** Numbers of 32 bits, or those of 64 bits in the extra field that stand for them, in this order. */
function readSizes(view: DataView, narrow: readonly number[], start: number, length: number): number[] | undefined {
  const missing = narrow.filter((value) => value === IN_EXTRA).length;
  if (missing === 0) return [...narrow];
  for (let at = start; at + 4 <= start + length;) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (id === 1 && size >= 8 * missing && at + 4 + size <= start + length) {
      let field = at + 4;
      return narrow.map((value) => {
        if (value !== IN_EXTRA) return value;
        field += 8;
        return Number(view.getBigUint64(field - 8, true));
      });
    }
    at += 4 + size;
  }
  return undefined;
}

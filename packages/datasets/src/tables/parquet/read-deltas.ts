import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';

import { readVarint, type ByteReader } from './read-runs.js';

/** Texts that are written as what they have in common may take so many times their bytes, and so many bytes besides. */
const [GROWTH, FREE] = [64, 2 ** 24];

/**
 * Whole numbers that are written as differences.
 *
 * @throws `RangeError` for blocks that cannot be.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
 */
export function readDeltas<Numbers extends Int32Array | BigInt64Array>(reader: ByteReader, numbers: Numbers): Numbers {
  const end = checkDeltas(reader, numbers.length);
  if (numbers.length > 0) {
    const { bytes, at } = reader;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    deltaBinaryUnpack({ view, offset: at }, numbers.length, numbers);
  }
  reader.at = end;
  return numbers;
}

/** Where the numbers end, if all of their blocks are there. */
function checkDeltas({ bytes, at }: ByteReader, count: number): number {
  const walk: ByteReader = { bytes, at };
  const [size, parts, total] = [readVarint(walk), readVarint(walk), readVarint(walk)];
  readVarint(walk);
  const each = size / parts;
  if (!(parts > 0 && parts <= 2 ** 16 && size <= 2 ** 24 && each > 0 && each % 32 === 0))
    throw new RangeError(`blocks of ${size} numbers in ${parts} parts`);
  if (total !== count) throw new RangeError(`${total} numbers where there should be ${count}`);
  for (let left = count - 1; left > 0;) {
    readVarint(walk);
    const widths = bytes.subarray(walk.at, walk.at + parts);
    walk.at += parts;
    for (let part = 0; part < parts && left > 0; part++, left -= each) {
      const width = widths[part];
      if (width === undefined || width > 64)
        throw new RangeError('a part is cut off, or of more than 64 bits a number');
      walk.at += (each * width) / 8;
    }
    if (walk.at > bytes.length) throw new RangeError('numbers are cut off');
  }
  return walk.at;
}

/**
 * Byte strings: their lengths, then all of their bytes.
 *
 * @throws `RangeError` for lengths that cannot be.
 */
export function readDeltaLengths(reader: ByteReader, count: number): Uint8Array[] {
  const lengths = readDeltas(reader, new Int32Array(count));
  return Array.from(lengths, (length) => take(reader, length));
}

/**
 * Byte strings: how much each has in common with the one before, and what is different.
 *
 * @throws `RangeError` for lengths that cannot be.
 */
export function readDeltaStrings(reader: ByteReader, count: number): Uint8Array[] {
  const shared = readDeltas(reader, new Int32Array(count));
  const rests = readDeltaLengths(reader, count);
  const limit = FREE + GROWTH * reader.bytes.length;
  let before: Uint8Array = new Uint8Array();
  let sum = 0;
  return rests.map((rest, at) => {
    const length = shared[at]!;
    if (length < 0 || length > before.length) throw new RangeError(`${length} bytes in common with ${before.length}`);
    sum += length + rest.length;
    if (sum > limit) throw new RangeError(`texts of more than ${limit} bytes in a page of ${reader.bytes.length}`);
    if (length === 0) return (before = rest);
    const whole = new Uint8Array(length + rest.length);
    whole.set(before.subarray(0, length));
    whole.set(rest, length);
    return (before = whole);
  });
}

function take(reader: ByteReader, length: number): Uint8Array {
  if (length < 0 || length > reader.bytes.length - reader.at) throw new RangeError(`a text of ${length} bytes`);
  reader.at += length;
  return reader.bytes.subarray(reader.at - length, reader.at);
}

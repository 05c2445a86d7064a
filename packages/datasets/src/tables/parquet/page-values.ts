import type { DecodedArray, ParquetType } from 'hyparquet';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';

import { readDeltaLengths, readDeltas, readDeltaStrings } from './read-deltas.js';
import { readRuns, type ByteReader } from './read-runs.js';

/** How values of a column are stored. */
export interface StoredType {
  readonly type: ParquetType;
  /** The bytes of each, where all have as many. */
  readonly length: number | undefined;
}

/**
 * Values of a page as they are stored, none of them missing. Numbers in a dictionary are not among them.
 *
 * @throws `RangeError` for bytes that are not such values.
 */
export function readValues(reader: ByteReader, encoding: string, count: number, stored: StoredType): DecodedArray {
  const { type } = stored;
  if (count === 0) return [];
  const { bytes, at } = reader;
  const library = { view: new DataView(bytes.buffer, bytes.byteOffset + at, bytes.byteLength - at), offset: 0 };
  switch (encoding) {
    case 'PLAIN':
      if (type === 'BYTE_ARRAY') return readStrings(reader, count);
      checkSize(reader, Math.ceil((count * bitsOf(stored)) / 8));
      return readPlain(library, type, count, stored.length);
    case 'RLE':
      if (type !== 'BOOLEAN') break;
      // The number of bytes that follow stands before them.
      checkSize(reader, 4);
      reader.at += 4;
      return readRuns(reader, 1, new Uint8Array(count));
    case 'BYTE_STREAM_SPLIT':
      checkSize(reader, (count * bitsOf(stored)) / 8);
      return byteStreamSplit(library, count, type, stored.length);
    case 'DELTA_BINARY_PACKED':
      if (type === 'INT32') return readDeltas(reader, new Int32Array(count));
      if (type === 'INT64') return readDeltas(reader, new BigInt64Array(count));
      break;
    case 'DELTA_LENGTH_BYTE_ARRAY':
      if (type === 'BYTE_ARRAY') return readDeltaLengths(reader, count);
      break;
    case 'DELTA_BYTE_ARRAY':
      if (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') return readDeltaStrings(reader, count);
  }
  throw new RangeError(`values of type ${type} in the encoding ${encoding}`);
}

/** Byte strings, each with its length before it. */
function readStrings(reader: ByteReader, count: number): Uint8Array[] {
  const { bytes } = reader;
  // Each takes four bytes at least.
  checkSize(reader, 4 * count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, () => {
    const start = reader.at + 4;
    reader.at = start + view.getUint32(reader.at, true);
    if (reader.at > bytes.length) throw new RangeError('a text is cut off');
    return bytes.subarray(start, reader.at);
  });
}

function bitsOf({ type, length }: StoredType): number {
  const bits = { BOOLEAN: 1, INT32: 32, INT64: 64, INT96: 96, FLOAT: 32, DOUBLE: 64, BYTE_ARRAY: 32 };
  if (type !== 'FIXED_LEN_BYTE_ARRAY') return bits[type];
  if (length === undefined || length <= 0) throw new RangeError('values of no length');
  return 8 * length;
}

function checkSize({ bytes, at }: ByteReader, size: number): void {
  if (size > bytes.length - at) throw new RangeError(`${bytes.length - at} bytes where there should be ${size}`);
}

import { FileFormatError } from '@lml/core';

/** Bytes of elements of a MAT-file. */
export interface MatSource {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** Whether the lowest byte of a number comes first. */
  readonly littleEndian: boolean;
  /** What they are, for messages. */
  readonly what: string;
}

/** A piece of a MAT-file: a data type and its bytes. */
export interface MatElement {
  /** The number of the data type: 1 for int8, 14 for a matrix, …. */
  readonly type: number;
  /** The bytes. */
  readonly data: Uint8Array;
  /** Where the next element begins. */
  readonly next: number;
}

/** Numbers of the data types that hold other elements. */
export const MATRIX = 14;
export const COMPRESSED = 15;

/** The error for bytes that are not what the format says. */
export function damagedMat(what: string, how: string): FileFormatError {
  return new FileFormatError(
    `${what} cannot be read as a MAT-file of version 5: ${how}. It is damaged or cut off; copy or save it again.`,
  );
}

/** Reads the element at a position. Up to four bytes stand within the tag itself; others are filled up to a multiple of eight. */
export function readMatElement({ bytes, littleEndian, what }: MatSource, position: number): MatElement {
  if (position + 8 > bytes.length) throw damagedMat(what, `it ends at byte ${bytes.length}, within an element`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = view.getUint32(position, littleEndian);
  const small = word >>> 16;
  if (small > 4) throw damagedMat(what, `the element at byte ${position} has no known form`);
  const size = small === 0 ? view.getUint32(position + 4, littleEndian) : small;
  const start = position + (small === 0 ? 8 : 4);
  if (start + size > bytes.length)
    throw damagedMat(what, `the element at byte ${position} has ${size} bytes, but ${bytes.length - start} are left`);
  const type = word & 0xffff;
  const filled = type === COMPRESSED ? size : Math.ceil(size / 8) * 8;
  return { type, data: bytes.subarray(start, start + size), next: small === 0 ? start + filled : position + 8 };
}

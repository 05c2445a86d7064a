import { FileFormatError, readBytes, type NdArray } from '@lml/core';

import { rawSize, readRaw, type RawType } from '../shared/raw-values.js';
import { inflate } from './inflate.js';

/** The data types, by the byte that stands for them. */
const TYPES: Readonly<Record<number, RawType>> = {
  0x08: 'u1',
  0x09: 'i1',
  0x0b: 'i2',
  0x0c: 'i4',
  0x0d: 'f4',
  0x0e: 'f8',
};
/** NumPy's own limit of axes. */
const MAX_RANK = 64;

interface IdxHeader {
  readonly type: RawType;
  readonly shape: readonly number[];
  /** Where the values begin, in bytes. */
  readonly offset: number;
  /** The bytes of header and values. */
  readonly size: number;
}

/**
 * Reads a file in the IDX format, as it is or packed by gzip, which is told by its first bytes.
 *
 * @throws `LML_FILE_NOT_FOUND`, `LML_FILE_FORMAT`
 */
export async function readIdx(path: string): Promise<NdArray> {
  return parseIdx(await readBytes(path), path);
}

/**
 * The array of an IDX file: unsigned and signed bytes, int16, int32, float32 or float64, the last three with the highest byte
 * first. int8 and int16 become int32. A file that is packed by gzip is unpacked to as many bytes as its header says.
 *
 * @throws `LML_FILE_FORMAT`
 */
export async function parseIdx(bytes: Uint8Array, file: string): Promise<NdArray> {
  const what = `'${file}'`;
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const sizeOf = (head: Uint8Array): number | undefined => readHeader(head, file)?.size;
  const plain = isPacked ? await inflate({ bytes, format: 'gzip', sizeOf, what }) : bytes;
  const header = readHeader(plain, file);
  if (header === undefined)
    throw new FileFormatError(`${what} cannot be read as an IDX file: it ends within the header.`);
  const { type, shape, offset, size } = header;
  if (plain.length !== size) {
    throw new FileFormatError(
      `${what} says that its shape is (${shape.join(', ')}), which takes ${size} bytes with the header, but there are ${plain.length}. ` +
        (size > plain.length ? 'It is cut off; copy or save it again.' : 'It is damaged, or another file.'),
    );
  }
  return { shape, ...readRaw(plain.subarray(offset), { type, littleEndian: false, what }) };
}

/** What the first bytes say: two zeros, the data type, the number of axes, their sizes. `undefined` where there are too few. */
function readHeader(bytes: Uint8Array, file: string): IdxHeader | undefined {
  const fail = (how: string): never => {
    throw new FileFormatError(`'${file}' cannot be read as an IDX file: ${how}`);
  };
  if (bytes.length < 4) return undefined;
  const [first, second, code, rank] = bytes as unknown as [number, number, number, number];
  const type = TYPES[code];
  if (first !== 0 || second !== 0)
    return fail('it does not begin with two zero bytes. It is another file, or packed in another way than gzip.');
  if (type === undefined)
    return fail(`it has the data type 0x${code.toString(16).padStart(2, '0')}; 0x08, 0x09 and 0x0b to 0x0e are known.`);
  if (rank > MAX_RANK) return fail(`it has ${rank} axes; ${MAX_RANK} are the most.`);
  const offset = 4 + 4 * rank;
  if (bytes.length < offset) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const length = shape.includes(0) ? 0 : shape.reduce((product, axis) => product * axis, 1);
  return { type, shape, offset, size: offset + length * rawSize(type) };
}

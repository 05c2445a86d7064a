import { FileFormatError, type NdArray } from '@lml/core';

import { describe } from '../shared/invalid-value.js';
import type { NamedArrays, Part } from '../shared/named-arrays.js';
import { columnMajorStrides, toRowMajor } from '../shared/row-major.js';
import { inflate, inflateHead } from './inflate.js';
import { COMPRESSED, damagedMat, MATRIX, readMatElement, type MatSource } from './mat-element.js';
import { readMatMatrix } from './mat-matrix.js';
import { readMatValues } from './mat-values.js';

const HEADER = 128;
const HDF5 = [0x89, 0x48, 0x44, 0x46];
/** Flags, sizes of up to 64 axes and a name of up to 63 characters take less. */
const HEAD = 4096;

/** Which axis counts the samples. */
export type SamplesAxis = 'first' | 'last';

/**
 * The variables of a MAT-file of version 5 (of MATLAB 5 to 7), by name, in either byte order, compressed or not. Each is unpacked when it
 * is asked for: arrays of numbers, of truth values, and of characters (a text for each row), in row-major order.
 *
 * Inputs have their samples along the first axis, or with `samplesAxis` along the last one, which is moved to the front; so have targets and
 * weights. Of those a matrix of one row or one column, as which MATLAB keeps a vector, becomes one number a sample.
 *
 * @throws `LML_FILE_FORMAT` if it is no such file, or damaged; from `read` for anything else than such arrays.
 */
export async function readMat(bytes: Uint8Array, file: string, samplesAxis: SamplesAxis): Promise<NamedArrays> {
  const source: MatSource = { bytes, littleEndian: isLittleEndian(bytes, file), what: `'${file}'` };
  const variables = new Map<string, () => Promise<MatSource>>();
  for (let position = HEADER; position < bytes.length;) {
    const { type, data, next } = readMatElement(source, position);
    position = next;
    if (type !== COMPRESSED && type !== MATRIX) continue;
    const packed = { bytes: data, format: 'deflate' as const, what: source.what };
    const head = type === MATRIX ? data : (await inflateHead(packed, HEAD)).subarray(8);
    const { name } = readMatMatrix({ ...source, bytes: head });
    // What belongs to objects, of which it holds the parts, has no name.
    if (name === '') continue;
    if (variables.has(name)) throw damagedMat(source.what, `it has ${describe(name)} twice`);
    const what = `'${name}' in '${file}'`;
    variables.set(name, async () => {
      if (type === MATRIX) return { ...source, bytes: data, what };
      const sizeOf = (begin: Uint8Array): number | undefined => unpackedSize(begin, source);
      const unpacked = await inflate({ ...packed, sizeOf, what });
      return { ...source, bytes: readMatElement({ ...source, bytes: unpacked }, 0).data, what };
    });
  }
  return {
    names: [...variables.keys()],
    read: async (name, part): Promise<NdArray> => {
      const content = await variables.get(name)!();
      return arranged(readMatValues(readMatMatrix(content), content), part, samplesAxis);
    },
  };
}

function isLittleEndian(bytes: Uint8Array, file: string): boolean {
  const mark = String.fromCharCode(...bytes.subarray(126, HEADER));
  // MATLAB writes a header of 512 bytes before what is of HDF5.
  const isHdf5 = [0, 512].some((at) => HDF5.every((byte, index) => bytes[at + index] === byte));
  if (isHdf5) {
    throw new FileFormatError(
      `'${file}' is a MAT-file of version 7.3, which is HDF5. Versions 5 to 7 are read; save it as such: save('${file}', '-v7').`,
    );
  }
  if (mark === 'IM') return true;
  if (mark === 'MI') return false;
  throw new FileFormatError(
    `'${file}' cannot be read as a MAT-file of version 5: its header does not say so. It is of version 4, cut off, or another file; save it by save(file, '-v7'), or scipy.io.savemat.`,
  );
}

/** The bytes of an element with its tag, once there are enough of them. */
function unpackedSize(begin: Uint8Array, { littleEndian }: MatSource): number | undefined {
  if (begin.length < 8) return undefined;
  return 8 + new DataView(begin.buffer, begin.byteOffset, 8).getUint32(4, littleEndian);
}

function arranged(array: NdArray, part: Part, samplesAxis: SamplesAxis): NdArray {
  const { dtype, shape, data } = array;
  if (dtype === 'string') return array;
  if (part !== 'input' && shape.length === 2 && shape.includes(1)) return { dtype, shape: [data.length], data };
  const strides = columnMajorStrides(shape);
  const order = shape.map((_, axis) => axis);
  if (samplesAxis === 'last') order.unshift(order.pop()!);
  const moved = order.map((axis) => shape[axis]!);
  return {
    dtype,
    shape: moved,
    data: toRowMajor(data, { dtype, shape: moved, strides: order.map((axis) => strides[axis]!) }),
  };
}

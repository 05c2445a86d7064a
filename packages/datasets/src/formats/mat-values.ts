import { allocate, FileFormatError, sizeOf, type DType, type NdArray, type NdData } from '@lml/core';

import { rawSize, readRaw, type RawType } from '../shared/raw-values.js';
import { damagedMat, readMatElement, type MatSource } from './mat-element.js';
import { OPAQUE, type MatMatrix } from './mat-matrix.js';
import { readMatText } from './mat-text.js';

/** The data types of LML for MATLAB's classes of numbers, by their numbers. */
const DTYPES: Readonly<Record<number, DType>> = {
  6: 'float64',
  7: 'float32',
  8: 'int32',
  9: 'uint8',
  10: 'int32',
  11: 'int32',
  12: 'int32',
  13: 'int64',
  14: 'int64',
  15: 'int64',
};

/** How values lie in a file, by the number of the type: MATLAB writes doubles that are small integers as such. */
const STORED: Readonly<Record<number, RawType>> = {
  1: 'i1',
  2: 'u1',
  3: 'i2',
  4: 'u2',
  5: 'i4',
  6: 'u4',
  7: 'f4',
  9: 'f8',
  12: 'i8',
  13: 'u8',
};

const CHAR = 4;

/** What is refused, and what to do. */
const REFUSED: Readonly<Record<number, string>> = {
  1: 'a cell array. Make an array of it first: x = cell2mat(c)',
  2: 'a struct. Save its fields as variables of their own: x = s.x',
  3: 'an object. Save its properties as variables of their own',
  5: 'a sparse matrix. Make it dense first: x = full(s)',
  16: 'a function handle',
  [OPAQUE]: 'an object, such as a string, table or date. Make an array of it first, as by char(s) or table2array(t)',
};

/** The values of a variable as they lie in the file, the first index varying fastest. Text is a list of its rows. */
export function readMatValues(matrix: MatMatrix, source: MatSource): NdArray {
  const { classNumber, complex, logical, shape, values } = matrix;
  const { what, littleEndian } = source;
  if (classNumber === CHAR) return readMatText(matrix, readMatElement(source, values), source);
  const dtype = DTYPES[classNumber];
  if (dtype === undefined || complex) {
    const is = complex
      ? 'complex. Save real(x) and imag(x) instead'
      : (REFUSED[classNumber] ?? `of the unknown class ${classNumber}`);
    throw new FileFormatError(`${what} is ${is}. Arrays of numbers, of truth values and of characters are read.`);
  }
  const { type, data: bytes } = readMatElement(source, values);
  const stored = STORED[type];
  if (stored === undefined) throw damagedMat(what, `its values have the unknown type ${type}`);
  const length = shape.includes(0) ? 0 : sizeOf(shape);
  if (length * rawSize(stored) !== bytes.length) {
    const how = `its shape (${shape.join(', ')}) takes ${length * rawSize(stored)} bytes of values, but it has ${bytes.length}`;
    throw damagedMat(what, how);
  }
  const read = readRaw(bytes, { type: stored, littleEndian, what });
  if (logical) return { dtype: 'bool', shape, data: truthOf(read.data as ArrayLike<number | bigint>) };
  return { dtype, shape, data: read.dtype === dtype ? read.data : converted(read.data, dtype, what) };
}

function truthOf(values: ArrayLike<number | bigint>): Uint8Array {
  const truth = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) truth[index] = Number(values[index]) === 0 ? 0 : 1;
  return truth;
}

/** Values of a class that are stored in another type, which must hold them. */
function converted(values: NdData[DType], dtype: DType, what: string): NdData[DType] {
  const target = allocate(dtype, values.length) as unknown[];
  const isFloat = dtype === 'float32' || dtype === 'float64';
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number | bigint;
    const fits = isFloat || typeof value === 'bigint' || Number.isInteger(value);
    if (fits) target[index] = dtype === 'int64' ? BigInt(value) : Number(value);
    if (!fits || (!isFloat && Number(target[index]) !== Number(value)))
      throw damagedMat(what, `it is of ${dtype}, but holds ${value} at position ${index}`);
  }
  return target as unknown as NdData[DType];
}

import { FileFormatError, type NdArray } from '@lml/core';

import { readNpyHeader } from './npy-header.js';
import { isRawType, LITTLE_ENDIAN_HOST, rawSize, readRaw } from './raw-values.js';
import { columnMajorStrides, toRowMajor } from './row-major.js';

// A parser of our own rather than npyjs 1.2.0: that one loads through fetch (a dependency) or takes a whole ArrayBuffer,
// refuses big-endian files, fails where the values are not aligned, leaves Fortran order to the caller, reads complex
// numbers as twice as many floats, and never compares the shape with what is there.

/**
 * An array of a npy file, versions 1 to 3: NumPy's float16 to float64, int8 to int64, uint8 to uint64 and bool, in C or
 * Fortran order, in either byte order.
 *
 * Values are copied only where they must be: if they are not aligned, not in this machine's byte order, in Fortran order,
 * or of a data type that LML lacks (float16 → float32; int8, int16, uint16 → int32; uint32, uint64 → int64).
 *
 * @throws `LML_FILE_FORMAT` if the bytes are not such a file, or hold fewer or more values than the shape says;
 * `LML_DTYPE_RANGE` for a uint64 that int64 cannot hold.
 */
export function parseNpy(bytes: Uint8Array, file: string): NdArray {
  const { descr, fortranOrder, shape, offset } = readNpyHeader(bytes, file);
  const [, order, code] = /^([<>=|]?)([a-z]\d)$/.exec(descr) ?? [];
  if (code === undefined || !isRawType(code)) {
    throw new FileFormatError(
      `'${file}' holds values of NumPy's type '${descr.slice(0, 20)}'; known are float16 to float64, int8 to int64, uint8 to uint64 and bool. ` +
        "Convert them before saving: numpy.save(path, array.astype('float32')).",
    );
  }
  const size = rawSize(code);
  const available = bytes.length - offset;
  // No product of sizes overflows to something that fits: beyond 2⁵³ it is rounded, but stays large.
  const length = shape.includes(0) ? 0 : shape.reduce((product, axis) => product * axis, 1);
  if (length * size !== available) {
    throw new FileFormatError(
      `'${file}' says that its shape is (${shape.slice(0, 8).join(', ')}${shape.length > 8 ? ', …' : ''}), which takes ${length * size} bytes, but there are ${available}. ` +
        (length * size > available
          ? 'It is cut off; copy or save it again.'
          : 'Save one array a file, with numpy.save(path, array).'),
    );
  }
  const littleEndian = order === '>' ? false : order === '=' || order === '' ? LITTLE_ENDIAN_HOST : true;
  const { dtype, data } = readRaw(bytes.subarray(offset), { type: code, littleEndian, what: `'${file}'` });
  const inOrder = !fortranOrder || shape.length <= 1;
  return {
    dtype,
    shape,
    data: inOrder ? data : toRowMajor(data, { dtype, shape, strides: columnMajorStrides(shape) }),
  };
}

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { allocate, DTYPES, sizeOf, type DType, type NdArray } from './nd-array.js';

/** The kind of array that holds each data type. */
const KINDS = Object.fromEntries(DTYPES.map((dtype) => [dtype, kindOf(allocate(dtype, 0))])) as Record<DType, string>;

/**
 * Checks an array that was not made by `ndArray`: values that do not fill its shape would be filled up with other numbers.
 * `name` begins the message: `'input' of sample 3`.
 *
 * @throws `LML_INVALID_ARGUMENT` for an unknown data type, sizes that are none, or data of another type;
 * `LML_SHAPE_MISMATCH` if the values do not fill the shape.
 */
export function checkArray(name: string, { dtype, shape, data }: NdArray): void {
  if (!DTYPES.includes(dtype)) throw new InvalidArgumentError(`The dtype of ${name}`, DTYPES.join(', '), dtype);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw new InvalidArgumentError(`The shape of ${name}`, 'a list of whole numbers of at least 0', shape);
  if (kindOf(data) !== KINDS[dtype])
    throw new InvalidArgumentError(`The data of ${name}`, `of the type ${KINDS[dtype]}, for ${dtype}`, data);
  if (data.length === sizeOf(shape)) return;
  throw new ShapeMismatchError(
    `The data of ${name} have ${data.length} values, which do not fill the shape [${shape.join(', ')}] of ${sizeOf(shape)}. ` +
      'Make the array with ndArray(values, { shape }).',
  );
}

/** `Float32Array`, `Array`; also of an array of another thread or page, and of Node's `Buffer`, which is a `Uint8Array`. */
function kindOf(data: unknown): string {
  return Object.prototype.toString.call(data).slice(8, -1);
}

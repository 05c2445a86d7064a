import { checkArray } from './check-array.js';
import { ndArray, type NdArray } from './nd-array.js';

describe('checkArray', () => {
  it('takes what ndArray makes, and the bytes of a Buffer', () => {
    for (const array of [ndArray([[1, 2]]), ndArray(['a']), ndArray([true]), ndArray([1n]), ndArray([]), ndArray(3)])
      expect(() => checkArray("'x'", array)).not.toThrow();
    const bytes = { dtype: 'uint8', shape: [2], data: Buffer.from([1, 2]) } as const;
    expect(() => checkArray("'x'", bytes)).not.toThrow();
  });

  const float = { dtype: 'float32', shape: [4], data: new Float32Array(4) };

  it.each<[string, object, string, string]>([
    [
      'few values',
      { data: new Float32Array(2) },
      'LML_SHAPE_MISMATCH',
      'have 2 values, which do not fill the shape [4] of 4',
    ],
    ['many values', { data: new Float32Array(5) }, 'LML_SHAPE_MISMATCH', 'have 5 values'],
    ['an unknown data type', { dtype: 'float16' }, 'LML_INVALID_ARGUMENT', "got 'float16'"],
    ['a list as data', { data: [1, 2, 3, 4] }, 'LML_INVALID_ARGUMENT', 'of the type Float32Array, for float32'],
    [
      'data of another type',
      { data: new Float64Array(4) },
      'LML_INVALID_ARGUMENT',
      'of the type Float32Array, for float32',
    ],
    ['a size that is none', { shape: [-4] }, 'LML_INVALID_ARGUMENT', 'The shape of'],
  ])('names an array with %s', (_, change, code, message) => {
    const check = () => checkArray("'x' of sample 3", { ...float, ...change } as NdArray);
    expect(check).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }));
    expect(check).toThrow("of 'x' of sample 3");
  });
});

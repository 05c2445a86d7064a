import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { allocate, isNdArray, ndArray, sameShape, sizeOf, type DType } from './nd-array.js';

type Values = Parameters<typeof ndArray>[0];

const DTYPES: readonly DType[] = ['float32', 'float64', 'int32', 'int64', 'uint8', 'bool', 'string'];

describe('ndArray', () => {
  it('keeps the type of typed arrays, and does not copy them', () => {
    const typed = [
      new Float32Array(2),
      new Float64Array(2),
      new Int32Array(2),
      new BigInt64Array(2),
      new Uint8Array(2),
    ];
    const arrays = typed.map((values) => ndArray(values));
    expect(arrays.map(({ dtype }) => dtype)).toEqual(['float32', 'float64', 'int32', 'int64', 'uint8']);
    expect(arrays.map(({ shape }) => shape)).toEqual(typed.map(() => [2]));
    arrays.forEach(({ data }, index) => expect(data).toBe(typed[index]));
  });

  it('makes numbers float32, truth values bool, bigints int64 and text string', () => {
    expect(ndArray([1.5, 2])).toEqual({ dtype: 'float32', shape: [2], data: Float32Array.of(1.5, 2) });
    expect(ndArray([true, false])).toEqual({ dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) });
    expect(ndArray([1n, -2n])).toEqual({ dtype: 'int64', shape: [2], data: BigInt64Array.of(1n, -2n) });
    expect(ndArray(['a', 'b'])).toEqual({ dtype: 'string', shape: [2], data: ['a', 'b'] });
  });

  it('takes the shape from the nesting', () => {
    expect(ndArray(3).shape).toEqual([]);
    expect(ndArray([]).shape).toEqual([0]);
    expect(ndArray([[], []]).shape).toEqual([2, 0]);
    expect(ndArray([[[1, 2]], [[3, 4]], [[5, 6]]])).toMatchObject({
      shape: [3, 1, 2],
      data: Float32Array.of(1, 2, 3, 4, 5, 6),
    });
  });

  it('takes the shape that is given', () => {
    expect(ndArray([1, 2, 3, 4], { shape: [2, 2] }).shape).toEqual([2, 2]);
    expect(ndArray([[1, 2], [3]], { shape: [3] }).shape).toEqual([3]);
    expect(ndArray(new Float32Array(0), { shape: [4, 0] }).shape).toEqual([4, 0]);
    expect(ndArray([7], { shape: [] }).data).toEqual(Float32Array.of(7));
  });

  it('gives back any nesting that is regular', () => {
    const nested = fc
      .array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 })
      .chain((shape) =>
        fc.tuple(
          fc.constant(shape),
          fc.array(fc.integer({ min: -99, max: 99 }), { minLength: sizeOf(shape), maxLength: sizeOf(shape) }),
        ),
      );
    fc.assert(
      fc.property(nested, ([shape, values]) => {
        let next = 0;
        const build = (depth: number): unknown =>
          depth === shape.length ? values[next++] : Array.from({ length: shape[depth]! }, () => build(depth + 1));
        const { shape: own, data } = ndArray(build(0) as number[]);
        // Below an axis of size 0 nothing tells the sizes.
        const known = shape.includes(0) ? shape.slice(0, shape.indexOf(0) + 1) : shape;
        expect([own, Array.from(data as Float32Array)]).toEqual([known, values]);
      }),
    );
  });

  it('converts to the type that is asked for', () => {
    expect(ndArray([1, 2], { dtype: 'int32' }).data).toEqual(Int32Array.of(1, 2));
    expect(ndArray([1, 2], { dtype: 'int64' }).data).toEqual(BigInt64Array.of(1n, 2n));
    expect(ndArray([0, 255], { dtype: 'uint8' }).data).toEqual(Uint8Array.of(0, 255));
    expect(ndArray([0, 2, NaN], { dtype: 'bool' }).data).toEqual(Uint8Array.of(0, 1, 0));
    expect(ndArray([1, 'b'], { dtype: 'string' }).data).toEqual(['1', 'b']);
    expect(ndArray(Float64Array.of(0.1), { dtype: 'float32' }).data).toEqual(Float32Array.of(0.1));
    expect(ndArray(BigInt64Array.of(3n), { dtype: 'float64' }).data).toEqual(Float64Array.of(3));
    expect(ndArray([true, false], { dtype: 'int32' }).data).toEqual(Int32Array.of(1, 0));
    expect(ndArray([1n, 2], { dtype: 'int64' }).data).toEqual(BigInt64Array.of(1n, 2n));
  });

  it.each<[DType, number | bigint]>([
    ['uint8', 256],
    ['uint8', -1],
    ['int32', 2 ** 31],
    ['int32', -(2 ** 31) - 1],
    ['int64', 2n ** 63n],
    ['int64', 1e19],
  ])('refuses, as %s, what it cannot hold: %s', (dtype, value) => {
    expect(() => ndArray([0, value], { dtype })).toThrow(expect.objectContaining({ code: 'LML_DTYPE_RANGE' }));
    expect(() => ndArray([0, value], { dtype })).toThrow(`at position 1, does not fit ${dtype}`);
  });

  it.each<[DType, unknown]>([
    ['int32', 1.5],
    ['int64', 1.5],
    ['int64', NaN],
    ['uint8', Infinity],
    ['float32', 'a'],
    ['float32', null],
    ['float32', undefined],
    ['float64', {}],
    ['bool', 'yes'],
    ['string', null],
  ])('refuses, as %s, what is no such value: %p', (dtype, value) => {
    const run = (): unknown => ndArray([value] as number[], { dtype });
    expect(run).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(run).toThrow(/values must be (numbers|integers|text or numbers), for the data type/);
  });

  it.each<[string, Values]>([
    ['rows of different lengths', [[1, 2], [3]]],
    ['rows of different lengths that fill the shape of the first', [[1, 2], [3, 4, 5], [6]]],
    ['a value beside a list', [1, [2]]],
    ['a list beside a value', [[1], 2]],
  ])('refuses %s', (_, values) => {
    expect(() => ndArray(values)).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
    expect(() => ndArray(values)).toThrow('Lists that stand side by side have different lengths');
  });

  it('refuses values that do not fill the shape', () => {
    expect(() => ndArray([1, 2, 3], { shape: [2, 2] })).toThrow(
      '3 values do not fill the shape [2, 2], which needs 4.',
    );
    expect(() => ndArray([], { shape: [] })).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });

  it.each([[[-1, -3]], [[1.5, 2]], [[NaN]]])('refuses %j as a shape', (shape) => {
    expect(() => ndArray([1, 2, 3], { shape })).toThrow(/shape must be a list of whole numbers of at least 0, got \[/);
  });

  it.each([[new Uint16Array(1)], [new Int8Array(1)], [new DataView(new ArrayBuffer(4))]])('refuses %p', (values) => {
    expect(() => ndArray(values as never)).toThrow(/values must be a Float32Array, .*, got an? \w+\. Convert it/);
  });
});

describe('isNdArray', () => {
  it('tells arrays by what they have', () => {
    expect(isNdArray(ndArray([1]))).toBe(true);
    expect(
      [undefined, null, 3, [1], new Float32Array(1), { dtype: 'float32', data: [] }, tf.scalar(1)].map(isNdArray),
    ).toEqual(Array(7).fill(false));
  });
});

describe('allocate', () => {
  it.each(DTYPES)('makes an empty array of %s that ndArray knows', (dtype) => {
    const data = allocate(dtype, 3);
    expect(data).toHaveLength(3);
    if (dtype !== 'bool') expect(ndArray(data)).toMatchObject({ dtype, shape: [3] });
  });
});

describe('sizeOf and sameShape', () => {
  it('count and compare', () => {
    expect([sizeOf([]), sizeOf([2, 3]), sizeOf([2, 0])]).toEqual([1, 6, 0]);
    expect([sameShape([], []), sameShape([1], []), sameShape([2, 3], [2, 3]), sameShape([2, 3], [3, 2])]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('is of a known data type', () => {
    const make = () => ndArray([1], { dtype: 'float16' as 'float32' });
    expect(make).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(make).toThrow("dtype must be float32, float64, int32, int64, uint8, bool, string, got 'float16'");
  });
});

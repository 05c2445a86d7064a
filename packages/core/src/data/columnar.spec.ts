import fc from 'fast-check';

import { stack } from './stack.js';
import { columnarDataset, gatherRows } from './columnar.js';
import { concatenate } from './concatenate.js';
import { allocate, ndArray, sizeOf, type DType, type NdArray } from './nd-array.js';
import type { Sample } from './sample.js';

const DTYPES: readonly DType[] = ['float32', 'float64', 'int32', 'int64', 'uint8', 'bool', 'string'];

/** An array of a type whose values are 0, 1, 2 … as far as the type goes. */
function counting(dtype: DType, shape: readonly number[]): NdArray {
  const values = Array.from({ length: sizeOf(shape) }, (_, index) => (dtype === 'bool' ? index % 2 : index % 200));
  return ndArray(values, { dtype, shape });
}

const columns = fc
  .record({ length: fc.integer({ min: 1, max: 8 }), rest: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }) })
  .map(({ length, rest }) => ({
    length,
    columns: Object.fromEntries(DTYPES.map((dtype) => [dtype, counting(dtype, [length, ...rest])])),
  }));

describe('columnarDataset', () => {
  it('gives batches equal to its samples, stacked', async () => {
    await fc.assert(
      fc.asyncProperty(columns, fc.array(fc.nat(), { maxLength: 10 }), async ({ length, columns: stored }, choices) => {
        const dataset = columnarDataset(() => stored);
        await dataset.open();
        const indices = choices.map((choice) => choice % length);
        if (indices.length === 0) return;
        expect(dataset.getBatch(indices)).toEqual(stack()(indices.map((index) => dataset.get(index) as Sample)));
      }),
    );
  });

  it('loads once, however often it is opened', async () => {
    let loaded = 0;
    const dataset = columnarDataset(async () => {
      loaded += 1;
      return Promise.resolve({ x: ndArray([1, 2]) });
    });
    await Promise.all([dataset.open(), dataset.open()]);
    await dataset.open();
    expect([loaded, dataset.length]).toEqual([1, 2]);
    expect(dataset.columns).toEqual({ x: ndArray([1, 2]) });
  });

  it('can be opened again after it could not', async () => {
    let calls = 0;
    const dataset = columnarDataset(() => {
      calls += 1;
      if (calls === 1) throw new Error('not there yet');
      return { x: ndArray([1]) };
    });
    await expect(dataset.open()).rejects.toThrow('not there yet');
    await dataset.open();
    expect(dataset.length).toBe(1);
  });

  it('must be open to be read', () => {
    const dataset = columnarDataset(() => ({ x: ndArray([1]) }));
    for (const run of [() => dataset.length, () => dataset.get(0), () => dataset.getBatch([0])]) {
      expect(run).toThrow('await dataset.open() first');
    }
    expect(dataset.columns).toBeUndefined();
  });

  it('has no samples where there are no columns', async () => {
    const dataset = columnarDataset(() => ({}));
    await dataset.open();
    expect(dataset.length).toBe(0);
  });

  it.each([
    ['different lengths', { x: ndArray([1, 2]), y: ndArray([1]) }, "'x' has 2 samples, but 'y' has 1."],
    ['a column without axes', { x: ndArray([1]), y: ndArray(1) }, "'y' has no axis to count samples by"],
    ['only a column without axes', { x: ndArray(1) }, "'x' has no axis to count samples by"],
  ])('refuses %s', async (_, stored: Record<string, NdArray>, message) => {
    const opening = columnarDataset(() => stored).open();
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });

  it.each([[-1], [2], [0.5], [NaN], [undefined]])('refuses the index %p', async (index) => {
    const dataset = columnarDataset(() => ({ x: ndArray([1, 2]) }));
    await dataset.open();
    expect(() => dataset.get(index as number)).toThrow('index must be a whole number from 0 to 1');
    expect(() => dataset.getBatch([0, index as number])).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });
});

describe('gatherRows and concatenate', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(columns, fc.nat(), ({ length, columns: stored }, cut) => {
        const first = Array.from({ length: cut % (length + 1) }, (_, index) => index);
        const rest = Array.from({ length: length - first.length }, (_, index) => first.length + index);
        for (const array of Object.values(stored)) {
          expect(concatenate([gatherRows(array, first), gatherRows(array, rest)])).toEqual(array);
        }
      }),
    );
  });

  it.each([1, 3, 16, 17, 40])('take rows of %i values in any order, some twice, alone and in runs', (size) => {
    const indices = [5, 2, 3, 4, 4, 5, 0, 1, 5, 4];
    for (const dtype of DTYPES) {
      const array = counting(dtype, [6, size]);
      const rows = indices.flatMap((index) =>
        Array.from(array.data.slice(index * size, (index + 1) * size) as ArrayLike<unknown>),
      );
      const taken = gatherRows(array, indices);
      expect([taken.dtype, taken.shape, Array.from(taken.data as ArrayLike<unknown>)]).toEqual([
        dtype,
        [10, size],
        rows,
      ]);
    }
  });

  it('refuse a row that there is not, at the end of a run too', () => {
    for (const indices of [[-1], [6], [0, 1, 6], [4, 5, 6], [0.5]]) {
      expect(() => gatherRows(counting('float32', [6, 40]), indices)).toThrow('a whole number from 0 to 5');
    }
  });

  it('take no rows too', () => {
    for (const dtype of DTYPES)
      expect(gatherRows(counting(dtype, [2, 3]), [])).toEqual({ dtype, shape: [0, 3], data: allocate(dtype, 0) });
  });

  it('do not give a view of the array', () => {
    const array = ndArray([
      [1, 2],
      [3, 4],
    ]);
    (gatherRows(array, [0, 1]).data as Float32Array)[0] = 9;
    expect(array.data).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  it('refuse arrays that do not fit', () => {
    expect(() => concatenate([])).toThrow('There are no arrays');
    expect(() => concatenate([ndArray([[1, 2]]), ndArray([[1]])])).toThrow(
      'float32 [1, 2] and float32 [1, 1] do not fit',
    );
    expect(() => concatenate([ndArray([1]), ndArray([1], { dtype: 'int32' })])).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
  });

  it.each<[string, object, string]>([
    [
      'values that do not fill the shape',
      { dtype: 'float32', shape: [4], data: Float32Array.of(1, 2) },
      'LML_SHAPE_MISMATCH',
    ],
    ['an unknown data type', { dtype: 'half', shape: [1], data: Float32Array.of(1) }, 'LML_INVALID_ARGUMENT'],
    [
      'a thousand million samples of nothing',
      { dtype: 'float32', shape: [1e9, 0], data: new Float32Array() },
      'LML_SHAPE_MISMATCH',
    ],
  ])('is refused with %s', async (_, x, code) => {
    await expect(columnarDataset(() => ({ x: x as NdArray })).open()).rejects.toMatchObject({ code });
  });
});

import { ndArray, type Sample } from '@lml/core';

import { columnsDataset } from './columns-dataset.js';

describe('columnsDataset', () => {
  const make = (): ReturnType<typeof columnsDataset> =>
    columnsDataset(() => ({
      input: { left: ndArray([1, 2, 3]), right: { 7: ndArray([[1n], [2n], [3n]]), 3: ndArray(['a', 'b', 'c']) } },
      target: ndArray(Int32Array.of(4, 5, 6)),
      metadata: [{ id: 0 }, { id: 1 }, { id: 2 }],
    }));

  it('puts what it gathers back to where it stood', async () => {
    const dataset = make();
    await dataset.open();
    expect(dataset.length).toBe(3);
    expect(dataset.get(2)).toEqual({
      input: { left: 3, right: { 3: 'c', 7: ndArray([3n]) } },
      target: { dtype: 'int32', shape: [], data: Int32Array.of(6) },
      metadata: { id: 2 },
    });
    expect(dataset.getBatch!([2, 0])).toEqual({
      input: { left: ndArray([3, 1]), right: { 3: ['c', 'a'], 7: ndArray([[3n], [1n]]) } },
      target: ndArray(Int32Array.of(6, 4)),
      metadata: [{ id: 2 }, { id: 0 }],
    });
    expect(dataset.columns).toEqual({ target: ndArray(Int32Array.of(4, 5, 6)) });
  });

  it('loads once', async () => {
    let loads = 0;
    const dataset = columnsDataset(() => ({ input: ndArray([(loads += 1)]) }));
    await Promise.all([dataset.open(), dataset.open()]);
    await dataset.open();
    expect(loads).toBe(1);
  });

  it.each([-1, 3, 0.5, NaN, '0' as unknown as number])('refuses the index %p', async (index) => {
    const dataset = make();
    await dataset.open();
    expect(() => dataset.get(index)).toThrow(/index must be an integer from 0 to 2.*LML_INVALID_ARGUMENT/);
    expect(() => dataset.getBatch!([0, index])).toThrow(/LML_INVALID_ARGUMENT/);
  });

  it('refuses every index where there are no samples, and use before it is open', async () => {
    const dataset = columnsDataset(() => ({ input: ndArray([]) }));
    expect(() => dataset.length).toThrow(/LML_INVALID_ARGUMENT/);
    await dataset.open();
    expect(() => dataset.get(0)).toThrow(/there are no samples/);
  });

  it('refuses columns of different lengths, by their names', async () => {
    const dataset = columnsDataset(() => ({ input: { left: ndArray([1]) }, metadata: [1, 2] }));
    await expect(dataset.open()).rejects.toThrow(
      /'input.left' has 1 samples, but 'metadata' has 2.*LML_SHAPE_MISMATCH/,
    );
    const scalar = columnsDataset(() => ({ input: ndArray([1], { shape: [] }) }));
    await expect(scalar.open()).rejects.toThrow(/'input' is a scalar.*LML_SHAPE_MISMATCH/);
  });

  it('keeps a key that names the prototype where it is', async () => {
    const input = JSON.parse('{ "__proto__": 1 }') as Record<string, unknown>;
    Object.defineProperty(input, '__proto__', { value: ndArray([1]), enumerable: true });
    const dataset = columnsDataset(() => ({ input: input as never }));
    await dataset.open();
    expect(Object.keys((dataset.get(0) as Sample)['input'] as object)).toEqual(['__proto__']);
  });
});

import type { HostBatch, NdArray, Sample } from '@lml/core';

import { fakeData } from './fake-data.js';

describe('fake-data', () => {
  const options = { size: 400, imageSize: [6, 5, 3], numClasses: 4, seed: 3 };
  const dataset = fakeData(options);
  const batchOf = (indices: readonly number[]): HostBatch => dataset.getBatch!(indices) as HostBatch;

  it('gives in a batch what it gives one by one, in any order', () => {
    const { input, target } = batchOf([7, 399, 0]) as Record<string, NdArray>;
    expect([input!.shape, target!.shape]).toEqual([[3, 6, 5, 3], [3]]);
    for (const [row, index] of [7, 399, 0].entries()) {
      const sample = dataset.get(index) as Sample as Record<string, NdArray>;
      expect(sample['input']).toMatchObject({ dtype: 'float32', shape: [6, 5, 3] });
      expect(sample['input']!.data).toEqual(input!.data.slice(90 * row, 90 * (row + 1)));
      expect(sample['target']).toEqual({ dtype: 'int32', shape: [], data: target!.data.slice(row, row + 1) });
    }
  });

  it('draws the same images for the same seed, of which a smaller set has the first', () => {
    expect(fakeData({ ...options, size: 1 }).get(0)).toEqual(dataset.get(0));
    expect(fakeData({ ...options, seed: 4 }).get(0)).not.toEqual(dataset.get(0));
    expect(dataset.get(1)).not.toEqual(dataset.get(0));
  });

  it('has standard normal values, and each class about equally often', () => {
    const { input, target } = batchOf(Array.from({ length: 400 }, (_, index) => index)) as Record<string, NdArray>;
    const values = Array.from(input!.data as Float32Array);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    const counts = [0, 1, 2, 3].map((label) => (target!.data as Int32Array).filter((value) => value === label).length);
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(30);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
  });

  it('refuses what it cannot draw', () => {
    expect(() => fakeData({ imageSize: [2 ** 20, 2 ** 20] })).toThrow(/imageSize: must have at most 268435456 values/);
    expect(() => fakeData({ imageSize: [] })).toThrow(/imageSize: .*LML_INVALID_OPTIONS/s);
    expect(() => fakeData({ size: 2 ** 31 })).toThrow(/size: /);
    expect(() => dataset.get(400)).toThrow(/LML_INVALID_ARGUMENT/);
    expect(() => dataset.getBatch!([0, -1])).toThrow(/LML_INVALID_ARGUMENT/);
  });
});

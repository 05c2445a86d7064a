import { DataModule, ndArray, pad, type HostValue, type NdArray } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { lengthBucketedSampler, type LengthBucketedSamplerOptions } from './length-bucketed-sampler.js';
import { batchesOf, withColumn } from './sampler.fixture.js';

const batches = (options: LengthBucketedSamplerOptions, lengths: number[], batchSize = 2, epoch = 0): number[][] =>
  batchesOf(
    lengthBucketedSampler(options),
    withColumn('input', ndArray(lengths), lengths.length, { batchSize, epoch }),
  );

describe('length-bucketed-sampler', () => {
  const lengths = [9, 2, 8, 1, 5, 3, 7];

  it.each<[LengthBucketedSamplerOptions, number[][]]>([
    [{ boundaries: [3, 8] }, [[1, 3], [4, 5], [6], [0, 2]]],
    [
      { boundaries: [3, 8], dropLast: true },
      [
        [1, 3],
        [4, 5],
        [0, 2],
      ],
    ],
    [{ boundaries: [100] }, [[0, 1], [2, 3], [4, 5], [6]]],
    [{}, [[3, 1], [5, 4], [6, 2], [0]]],
    [{ window: 2 }, [[3, 1], [2, 0], [5, 4], [6]]],
    [{ window: 1 }, [[1, 0], [3, 2], [5, 4], [6]]],
    [
      { window: 1, dropLast: true },
      [
        [1, 0],
        [3, 2],
        [5, 4],
      ],
    ],
  ])('makes batches with %j', (options, expected) => {
    expect(batches({ ...options, shuffle: false }, lengths)).toEqual(expected);
  });

  it('has each sample once, in batches of the size asked for, each of one bucket', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat(12), { minLength: 1, maxLength: 40 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        (sizes, edges, batchSize) => {
          const boundaries = edges.sort((a, b) => a - b);
          const made = batches({ boundaries }, sizes, batchSize);
          expect(made.flat().sort((a, b) => a - b)).toEqual(sizes.map((_, at) => at));
          const bucketOf = (index: number): number => boundaries.filter((boundary) => boundary <= sizes[index]!).length;
          for (const batch of made) {
            expect(new Set(batch.map(bucketOf)).size).toBe(1);
            expect(batch.length).toBeLessThanOrEqual(batchSize);
          }
          // One batch a bucket at most is not full.
          expect(made.filter((batch) => batch.length < batchSize).length).toBeLessThanOrEqual(boundaries.length + 1);
          const full = batches({ boundaries, dropLast: true }, sizes, batchSize);
          expect(full.every((batch) => batch.length === batchSize)).toBe(true);
          const windows = batches({ window: 3 }, sizes, batchSize).flat();
          expect(windows.sort((a, b) => a - b)).toEqual(sizes.map((_, at) => at));
        },
      ),
    ));

  it('draws other batches, in another order, in each epoch', () => {
    const sizes = Array.from({ length: 24 }, (_, at) => at % 6);
    const [first, again, second] = [0, 0, 1].map((epoch) => batches({ window: 2 }, sizes, 3, epoch));
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
  });

  it.each<[string, HostValue, number[][]]>([
    ['arrays of several lengths', [[1, 2, 3], [1], [1, 2]].map((one) => ndArray(one)), [[1, 2], [0]]],
    ['texts', ['abc', 'a', 'ab'], [[1, 2], [0]]],
    ['an array of texts', ndArray(['abc', 'a', 'ab']), [[1, 2], [0]]],
    ['int64', ndArray([3n, 1n, 2n]), [[1, 2], [0]]],
    ['arrays of one length', ndArray([[3], [1], [2]]), [[0, 1], [2]]],
  ])('takes lengths from %s', (_, column, expected) => {
    const context = withColumn('input', column, 3, { batchSize: 2 });
    expect(batchesOf(lengthBucketedSampler({ shuffle: false }), context)).toEqual(expected);
  });

  it('fills up less than random batches do', async () => {
    const sizes = Array.from({ length: 64 }, (_, at) => 1 + ((at * 37) % 32));
    const dataset = { open() {}, length: 64, get: (at: number) => ({ input: ndArray(new Float32Array(sizes[at]!)) }) };
    const filled = async (sampler?: ReturnType<typeof lengthBucketedSampler>): Promise<number> => {
      const data = new DataModule({ train: dataset, batchSize: 8, collate: pad(), sampler });
      await data.setup({ seed: 1 });
      const loader = data.loader('train')!;
      await loader.open();
      let values = 0;
      for await (const { batch } of loader.iterate(0)) values += (batch['input'] as NdArray).data.length;
      return values;
    };
    const needed = sizes.reduce((sum, size) => sum + size, 0);
    expect(await filled(lengthBucketedSampler())).toBeLessThan(1.15 * needed);
    expect(await filled()).toBeGreaterThan(1.4 * needed);
  });

  it.each<[LengthBucketedSamplerOptions, RegExp]>([
    [{ boundaries: [3, 3] }, /boundaries.1: must be above the one before it, 3, got 3/],
    [{ boundaries: [3], window: 2 }, /window: must be left out where there are boundaries/],
    [{ boundaries: [] }, /boundaries/],
  ])('refuses %j', (options, message) => {
    expect(() => lengthBucketedSampler(options)).toThrow(message);
  });

  it.each<[HostValue]>([[{ a: ndArray([1]) }], [[{ id: 1 }]], [[ndArray([1], { shape: [] })]]])(
    'refuses a column without lengths, %j',
    (column) => {
      expect(() => batchesOf(lengthBucketedSampler(), withColumn('input', column, 1))).toThrow(
        /'input' must be numbers, arrays or texts, which have a length.*LML_INVALID_ARGUMENT/,
      );
    },
  );
});

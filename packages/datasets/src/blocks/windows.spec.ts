import { build, ndArray, stack, toConfig, type Dataset, type NdArray, type Sample } from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { batchesOf, readAll, samplesAt, withParts } from '../shared/read.fixture.js';
import { labelled } from './labelled.js';
import { map } from './map.js';
import { unlabelled } from './unlabelled.js';
import { windows, type WindowsOptions } from './windows.js';

const plain = ({ input, target }: Sample): unknown => [input, target].map((part) => part && nested(part as NdArray));
const nested = ({ shape, data }: NdArray): unknown =>
  shape.length === 1
    ? Array.from(data as Float32Array)
    : Array.from({ length: shape[0]! }, (_, at) =>
        Array.from(data.slice(at * shape[1]!, (at + 1) * shape[1]!) as Float32Array),
      );
const rows = [
  [1, 10],
  [2, 20],
  [3, 30],
  [4, 40],
  [5, 50],
];

describe('windows', () => {
  it.each<[WindowsOptions, unknown[]]>([
    [
      { inputs: [1, 2, 3, 4], size: 2 },
      [
        [[[1], [2]], [3]],
        [[[2], [3]], [4]],
      ],
    ],
    [
      { inputs: [1, 2, 3, 4, 5, 6], size: 2, horizon: 2, stride: 2 },
      [
        [
          [[1], [2]],
          [3, 4],
        ],
        [
          [[3], [4]],
          [5, 6],
        ],
      ],
    ],
    [{ inputs: [1, 2, 3, 4], size: 1, gap: 2 }, [[[[1]], [4]]]],
    [
      { inputs: [1, 2, 3], size: 2, horizon: 0 },
      [
        [[[1], [2]], undefined],
        [[[2], [3]], undefined],
      ],
    ],
    [
      { inputs: rows, size: 2, targets: [1], stride: 3 },
      [
        [
          [
            [1, 10],
            [2, 20],
          ],
          [30],
        ],
      ],
    ],
    [
      { inputs: rows, size: 3, horizon: 2, targets: [1, 0] },
      [
        [
          [
            [1, 10],
            [2, 20],
            [3, 30],
          ],
          [
            [40, 4],
            [50, 5],
          ],
        ],
      ],
    ],
    [
      { inputs: rows, size: 4 },
      [
        [
          [
            [1, 10],
            [2, 20],
            [3, 30],
            [4, 40],
          ],
          [[5, 50]],
        ],
      ],
    ],
  ])('cuts %j', async (options, expected) => {
    const samples = await readAll(windows(options));
    expect(samples.map(plain)).toEqual(expected);
  });

  it('has as many windows as rows allow, each of rows that follow one another', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          length: fc.integer({ min: 1, max: 30 }),
          size: fc.integer({ min: 1, max: 5 }),
          horizon: fc.integer({ min: 1, max: 4 }),
          gap: fc.nat(3),
          stride: fc.integer({ min: 1, max: 4 }),
        }),
        async ({ length, ...options }) => {
          const dataset = windows({ inputs: Float32Array.from({ length }, (_, at) => at), ...options });
          const { size, horizon, gap, stride } = options;
          // As Keras counts them, whose targets are the data from row size + gap on.
          const starts = length - size - gap - horizon + 1;
          if (starts < 1) {
            await expect(dataset.open()).rejects.toThrow(/LML_EMPTY_DATASET/);
            return;
          }
          const samples = await readAll(dataset);
          expect(samples).toHaveLength(Math.ceil(starts / stride));
          samples.forEach(({ input, target }, at) => {
            const start = at * stride;
            expect(Array.from((input as NdArray<'float32'>).data)).toEqual(
              Array.from({ length: size }, (_, row) => start + row),
            );
            expect(Array.from((target as NdArray<'float32'>).data)).toEqual(
              Array.from({ length: horizon }, (_, row) => start + size + gap + row),
            );
          });
        },
      ),
    ));

  it('forecasts the targets of rows, or features by name', async () => {
    const of = withParts(labelled({ inputs: rows, targets: Int32Array.of(0, 1, 2, 3, 4), classNames: ['a'] }), {
      inputNames: ['time', 'heat'],
      source: (row) => ({ file: 'a.csv', row }),
    });
    const own = windows({ dataset: of, size: 2, horizon: 2, stride: 2 });
    const [first] = await readAll(own);
    expect(first!['target']).toEqual(ndArray(Int32Array.of(2, 3)));
    expect([own.classNames, own.inputNames]).toEqual([['a'], ['time', 'heat']]);
    expect(windows({ dataset: of, size: 2, targets: ['heat'] }).classNames).toBeUndefined();
    const named = windows({ dataset: of, size: 2, targets: ['heat'], stride: 2 });
    expect((await readAll(named)).map(({ target }) => target)).toEqual([ndArray([30]), ndArray([50])]);
    expect(named.source!(1)).toEqual({ file: 'a.csv', row: 2 });
  });

  it('does not reach from one series into another', async () => {
    const series = labelled({
      inputs: [1, 2, 3, 10, 20, 7, 8, 9, 6],
      targets: ['a', 'a', 'a', 'b', 'b', 'c', 'c', 'c', 'c'] as never,
    });
    const dataset = windows({
      dataset: map({ dataset: series, apply: ({ input, target }) => ({ input, name: target }) }),
      size: 2,
      series: 'name',
    });
    expect((await readAll(dataset)).map(plain)).toEqual([
      [[[1], [2]], [3]],
      [[[7], [8]], [9]],
      [[[8], [9]], [6]],
    ]);
    expect(dataset.source!(1)).toEqual({ row: 5 });
    await expect(windows({ dataset: series, size: 5, horizon: 0, series: 'target' }).open()).rejects.toThrow(
      'No series of the 9 rows is long enough; a window needs 5, of size 5, gap 0 and horizon 0. (LML_EMPTY_DATASET)',
    );
  });

  it.each(['float64', 'int32', 'int64'] as const)('keeps %s, and reads batches as samples', async (dtype) => {
    const dataset = windows({ inputs: ndArray([[1, 2], [3, 4], [5, 6], [7, 8]], { dtype }), size: 2, targets: [0] }); // prettier-ignore
    await dataset.open();
    expect(await dataset.getBatch!([1, 0])).toEqual(stack()(await samplesAt(dataset, [1, 0])));
    expect((await batchesOf(dataset, 2))[0]).toMatchObject({
      input: { dtype, shape: [2, 2, 2] },
      target: { dtype, shape: [2, 1] },
    });
  });

  it('goes from a config to a dataset and back', () => {
    const config = { name: '@lml/datasets:windows', inputs: [1, 2, 3], size: 1, horizon: 1, stride: 1, gap: 0 };
    expect(toConfig(build('dataset', config))).toEqual({ config, missing: [] });
  });

  it.each<[Partial<WindowsOptions>, RegExp]>([
    [{ size: 2 }, /dataset: is missing: give a dataset of rows, or inputs/],
    [{ size: 2, inputs: [1], dataset: 'iris' }, /inputs: must be left out where there is a dataset/],
    [{ size: 2, inputs: [1], series: 'a' }, /series: must be left out where there is no dataset/],
    [{ size: 2, inputs: [1], horizon: 0, targets: [0] }, /targets: must be left out where horizon is 0/],
    [{ size: 0, inputs: [1] }, /size/],
    [{ size: 1, inputs: [[1], [1, 2]] }, /LML_INVALID_OPTIONS/],
    [{ size: 1, dataset: { name: 'chain', datasets: ['iris'] } }, /got a stream/],
  ])('refuses %j', (options, message) => {
    expect(() => windows(options as WindowsOptions)).toThrow(message);
  });

  it.each<[WindowsOptions, RegExp]>([
    [
      { inputs: [1, 2], size: 2 },
      /There are 2 rows; a window needs 3, of size 2, gap 0 and horizon 1. \(LML_EMPTY_DATASET\)/,
    ],
    [{ inputs: rows, size: 1, targets: [2] }, /targets.0: must be below 2, the number of columns, got 2/],
    [
      { inputs: rows, size: 1, targets: [0, 'heat'] },
      /targets.1: must be the name of one of the columns, which have no names, got 'heat'/,
    ],
    [{ dataset: 'iris', size: 1, targets: ['age'] }, /must be the name of one of the columns, which are .*, got 'age'/],
    [
      { inputs: [[[1]], [[2]]], size: 1 },
      /inputs: must be numbers \[time\] or \[time, features\], got float32 \[2, 1, 1\]/,
    ],
    [{ inputs: ['a', 'b'], size: 1 }, /got string \[2\]/],
    [
      { dataset: unlabelled({ inputs: ['a', 'b'] }), size: 1 },
      /'input' must be one number, or one row of numbers, a sample/,
    ],
    [
      { dataset: unlabelled({ inputs: { a: [1, 2] } }), size: 1 },
      /'input' must be one number, or one row of numbers, a sample/,
    ],
    [{ dataset: 'iris', size: 1, series: 'name' }, /The samples must be records with 'name'.*LML_INVALID_ARGUMENT/],
  ])('refuses what rows cannot be, %#', async (options, message) => {
    await expect(async () => windows(options).open()).rejects.toThrow(message);
  });

  it('refuses an index that is out of range', async () => {
    const dataset: Dataset = windows({ inputs: [1, 2, 3], size: 2 });
    expect(() => dataset.length).toThrow(/open: await dataset.open\(\) first/);
    await dataset.open();
    expect(() => dataset.get(1)).toThrow(/LML_INVALID_ARGUMENT/);
  });
});

import {
  build,
  DataModule,
  ndArray,
  toConfig,
  type Dataset,
  type HostBatch,
  type NdArray,
  type Sample,
  type Transform,
} from '@lml/core';
import fc from 'fast-check';

import '../index.js';
import { oneHotEncoder } from '../encode/one-hot-encoder.js';
import { simpleImputer } from '../impute/simple-imputer.js';
import { standardScaler } from '../scale/standard-scaler.js';
import { columns, type ColumnsOptions } from './columns.js';

const rows = [
  { age: 20, kind: 'cat', colour: 'red' },
  { age: 40, kind: 'dog', colour: '' },
  { age: NaN, kind: 'cat', colour: 'blue' },
];

function datasetOf(inputs: readonly unknown[]): Dataset {
  return { open: () => undefined, length: inputs.length, get: (index): Sample => ({ input: inputs[index] }) };
}

/** What becomes of the input of all samples, learnt from `fit`. */
async function changed(
  options: ColumnsOptions,
  fit: readonly unknown[],
  apply: readonly unknown[] = fit,
): Promise<unknown> {
  const transforms = { all: [columns(options)] };
  const data = new DataModule({ train: datasetOf(fit), test: datasetOf(apply), transforms, shuffle: false });
  await data.setup();
  for await (const { batch } of data.loader('test')!.iterate(0)) return batch['input'];
  return undefined;
}

const numbersOf = (input: unknown): number[] => Array.from((input as NdArray<'float64'>).data);

describe('columns', () => {
  it('changes numbers in one way, texts in another, and named features in a third, side by side', async () => {
    const input = await changed(
      {
        numeric: [simpleImputer(), standardScaler()],
        categorical: [oneHotEncoder()],
        parts: {
          colours: { columns: ['colour'], transforms: [simpleImputer({ strategy: 'most-frequent' }), oneHotEncoder()] },
        },
      },
      rows,
    );
    expect(input).toMatchObject({ dtype: 'float64', shape: [3, 5] });
    const [deviation] = [Math.sqrt(200 / 3)];
    const expected = [
      [-10 / deviation, 1, 0, 0, 1],
      [10 / deviation, 0, 1, 1, 0],
      [0, 1, 0, 1, 0],
    ].flat();
    numbersOf(input).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 12));
  });

  it('learns each transform from what the ones before it give', async () => {
    // Without the imputer the mean would be of two values; with it of three.
    const input = await changed(
      { numeric: [simpleImputer({ strategy: 'constant', fillValue: 0 }), standardScaler({ withStd: false })] },
      rows,
    );
    expect(numbersOf(input)).toEqual([0, 20, -20]);
  });

  it('leaves out what no part takes, or gives it as it is', async () => {
    const parts = { ages: { columns: ['age'], transforms: [standardScaler({ withStd: false })] } };
    const two = [
      { age: 1, size: 7 },
      { age: 3, size: 8 },
    ];
    expect(numbersOf(await changed({ parts }, two))).toEqual([-1, 1]);
    expect(numbersOf(await changed({ parts, remainder: 'passthrough' }, two))).toEqual([-1, 7, 1, 8]);
  });

  it('gives a record of columns, or of parts', async () => {
    const options = { numeric: [], categorical: [oneHotEncoder()] };
    const two = [
      { age: 1, kind: 'a' },
      { age: 2, kind: 'b' },
    ];
    expect(Object.keys((await changed({ ...options, as: 'columns' }, two)) as object)).toEqual([
      'age',
      'kind_a',
      'kind_b',
    ]);
    expect(await changed({ ...options, as: 'parts' }, two)).toMatchObject({
      numeric: { shape: [2, 1] },
      categorical: { shape: [2, 2] },
    });
  });

  it('finds features by name, whatever their order, and lets others be', async () => {
    const options = { numeric: [standardScaler({ withStd: false })] };
    const input = await changed(options, [{ a: 1, b: 10 }, { a: 3, b: 30 }], [{ c: 'x', b: 10, a: 1 }]); // prettier-ignore
    expect(numbersOf(input)).toEqual([-1, -10]);
  });

  it.each([
    ['that lack a feature', [{ a: 1 }], { code: 'LML_OTHER_COLUMNS' }],
    ['of images', [ndArray([[[1]]])], { code: 'LML_INVALID_ARGUMENT' }],
  ])('refuses samples %s', async (_, apply, error) => {
    const fit = [
      { a: 1, b: 2 },
      { a: 2, b: 3 },
    ];
    await expect(changed({ numeric: [standardScaler()] }, fit, apply)).rejects.toMatchObject(error);
  });

  it('refuses texts that are left in a matrix, unknown names, and transforms of single samples', async () => {
    await expect(changed({ categorical: [] }, rows)).rejects.toThrow(/The feature 'kind' must be numbers/);
    const parts = { ages: { columns: ['aeg'], transforms: [] } };
    await expect(changed({ parts }, rows)).rejects.toThrow(/'aeg'/);
    const single: Transform = { apply: (sample) => sample };
    expect(() => columns({ numeric: [single] })).toThrow(/numeric\.0 must be a transform of batches/);
  });

  it('refuses columns of one name that two parts make', async () => {
    const two = [{ a: 1 }, { a: 2 }];
    const parts = {
      one: { columns: ['a'], transforms: [] },
      other: { columns: ['a'], transforms: [] },
    };
    await expect(changed({ parts, as: 'columns' }, two)).rejects.toThrow(/different names/);
  });

  it('is written down as a config that builds it again', () => {
    const { config, missing } = toConfig(columns({ numeric: [standardScaler()], remainder: 'passthrough' }));
    expect(missing).toEqual([]);
    expect(toConfig(build('transform', config)).config).toEqual(config);
  });

  it('is again what it was from its state', async () => {
    const context = { epoch: 0, random: () => undefined as never };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ a: fc.double({ noNaN: true, min: -1e6, max: 1e6 }), b: fc.constantFrom('x', 'y', '') }), {
          minLength: 2,
          maxLength: 20,
        }),
        async (records) => {
          const options = { numeric: [standardScaler()], categorical: [oneHotEncoder()] };
          const batch: HostBatch = {
            input: { a: ndArray(Float64Array.from(records, ({ a }) => a)), b: records.map(({ b }) => b) },
          };
          const [one, other] = [columns(options), columns(options)];
          await one.fitBatches!({
            async *[Symbol.asyncIterator]() {
              yield await Promise.resolve(batch);
            },
          });
          other.load!(one.state!()!);
          expect(await other.applyBatch!(batch, context)).toEqual(await one.applyBatch!(batch, context));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('says that it has learnt nothing yet', () => {
    expect(() =>
      columns({ numeric: [] }).applyBatch!(
        { input: { a: ndArray([1]) } },
        { epoch: 0, random: () => undefined as never },
      ),
    ).toThrow(/has learnt nothing yet/);
  });
});

import fc from 'fast-check';

import { columnarDataset } from './columnar.js';
import { DataModule, type DataModuleOptions } from './data-module.js';
import type { Dataset, IterableDataset } from './dataset.js';
import type { LoadedBatch } from './loaded-batch.js';
import { ndArray, type NdArray } from './nd-array.js';

const numbers = (length: number, from = 0): Dataset =>
  columnarDataset(() => ({ x: ndArray(Float32Array.from({ length }, (_, index) => from + index)) }));
const stream = (length: number): IterableDataset => ({
  open: () => undefined,
  *iterate() {
    for (let x = 0; x < length; x++) yield { x };
  },
});

async function epoch(options: DataModuleOptions, number = 0, from = 0): Promise<LoadedBatch[]> {
  const data = new DataModule(options);
  await data.setup();
  const loader = data.loader('train')!;
  await loader.open();
  const batches: LoadedBatch[] = [];
  for await (const loaded of loader.iterate(number, from)) batches.push(loaded);
  return batches;
}

/** The numbers of each set, batch by batch; nothing where a set is left out. */
const shown = (batches: readonly LoadedBatch[]): Record<string, number[]>[] =>
  batches.map(({ batch }) =>
    Object.fromEntries(
      Object.entries(batch).map(([set, part]) => {
        const { x } = part as { x: NdArray<'float32'> };
        return [set, Array.from(x.data)];
      }),
    ),
  );

const train = { few: numbers(3), many: numbers(7, 100) };

describe('Several training sets', () => {
  it('come together in one batch, those that are over begin again', async () => {
    const batches = await epoch({ train, batchSize: 2, shuffle: false });
    expect(shown(batches)).toEqual([
      { few: [0, 1], many: [100, 101] },
      { few: [2], many: [102, 103] },
      { few: [0, 1], many: [104, 105] },
      { few: [2], many: [106] },
    ]);
    expect(batches.map(({ index, size, end }) => [index, size, end])).toEqual([
      [0, 4, 4],
      [1, 3, 7],
      [2, 4, 11],
      [3, 2, 13],
    ]);
  });

  it('end with the first, or with the last, as they are asked to', async () => {
    const options = { train, batchSize: { few: 1, many: 4 }, shuffle: false } as const;
    expect(shown(await epoch({ ...options, trainMode: 'min' }))).toEqual([
      { few: [0], many: [100, 101, 102, 103] },
      { few: [1], many: [104, 105, 106] },
    ]);
    expect(shown(await epoch({ ...options, trainMode: 'max' }))).toEqual([
      { few: [0], many: [100, 101, 102, 103] },
      { few: [1], many: [104, 105, 106] },
      { few: [2] },
    ]);
    expect(shown(await epoch({ train: { a: numbers(2), b: stream(3) }, trainMode: 'min', batchSize: 1 }))).toHaveLength(
      2,
    );
    expect(shown(await epoch({ train: { a: numbers(2), b: stream(3) }, trainMode: 'max', batchSize: 1 }))).toHaveLength(
      3,
    );
  });

  it('have orders of their own, and new ones in each pass and epoch', async () => {
    const sets = { one: numbers(8), other: numbers(8), long: numbers(16) };
    const order = async (number: number): Promise<string[]> => {
      const parts = shown(await epoch({ train: sets, batchSize: 4 }, number));
      const of = (set: string, from: number): string => String(parts.slice(from, from + 2).map((part) => part[set]));
      return [of('one', 0), of('other', 0), of('one', 2), of('other', 2)];
    };
    expect(new Set([...(await order(0)), ...(await order(1))]).size).toBe(8);
    expect(await order(1)).toEqual(await order(1));
  });

  it('are entered between any two batches, and nowhere else', async () => {
    const mode = fc.constantFrom('min' as const, 'max' as const, 'cycle' as const);
    const size = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(mode, size, size, size, size, fc.nat(20), async (trainMode, a, b, few, many, at) => {
        const sets = { few: numbers(few), many: numbers(many, 100) };
        const options = { train: sets, trainMode, batchSize: { few: a, many: b } };
        const all = await epoch(options, 1);
        const batch = at % (all.length + 1);
        const entered = await epoch(options, 1, all[batch - 1]?.end ?? 0);
        const whole = all.slice(batch);
        expect(shown(entered)).toEqual(shown(whole));
        expect(entered.map(({ index, end }) => [index, end])).toEqual(whole.map(({ index, end }) => [index, end]));
      }),
      { numRuns: 60 },
    );
    await expect(epoch({ train, batchSize: 2 }, 0, 5)).rejects.toThrow(/goes on with the batch sizes that it had/);
  });

  it('say where their samples come from', async () => {
    const data = new DataModule({ train, batchSize: 2, shuffle: false });
    await data.setup();
    const loader = data.loader('train')!;
    await loader.open();
    expect(loader.sourcesOf(0, 2, 'few.x')).toEqual([{ row: 0 }, { row: 1 }]);
    expect(loader.sourcesOf(0, 3, 'many')).toEqual([{ row: 6 }]);
    expect(loader.sourcesOf(0, 0)).toHaveLength(4);
    expect([loader.length, loader.samples]).toEqual([4, 13]);
    const other = new DataModule({ train, batchSize: 3, shuffle: false });
    await other.setup();
    const hash = await loader.orderHash(0);
    expect(hash).toHaveLength(64);
    expect(await other.loader('train')!.orderHash(0)).not.toBe(hash);
  });

  it.each<[string, DataModuleOptions, RegExp]>([
    ['a mode for one set', { train: numbers(1), trainMode: 'min' }, /trainMode must be left out/],
    ['an unknown mode', { train, trainMode: 'sum' as never }, /trainMode must be 'min', 'max' or 'cycle', got 'sum'/],
    ['batch sizes for one set', { train: numbers(1), batchSize: { few: 1 } }, /batchSize must be a number/],
    ['a batch size too few', { train, batchSize: { few: 1 } }, /for each training set, also for 'many'/],
    ['a batch size too many', { train, batchSize: { few: 1, many: 1, mny: 1 } }, /did you mean many/],
    ['what is no dataset', { train: { few: [1] as never } }, /train.few must be a dataset/],
    ['a name with a slash', { train: { 'a/b': numbers(1) } }, /a name without \/ and \./],
    ['sets to predict', { predict: train as never }, /predict must be a dataset/],
  ])('are refused with %s', (_, options, message) => {
    expect(() => new DataModule(options)).toThrow(message);
  });

  it('do not cycle where one is a stream', async () => {
    await expect(epoch({ train: { a: numbers(2), b: stream(3) } })).rejects.toThrow(
      /'min' or 'max' where 'b' is a stream/,
    );
  });
});

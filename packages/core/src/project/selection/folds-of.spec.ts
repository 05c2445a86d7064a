import { ndArray, type Dataset, type Splitter } from '../../index.js';
import { columnarDataset } from '../../data/columnar.js';
import { subset } from '../../data/subset.js';
import { foldsOf } from './folds-of.js';

const clubs = ['a', 'a', 'b', 'b', 'c', 'c'];
const training: Dataset = {
  length: 6,
  get: (index: number) => ({
    input: ndArray([index]),
    target: index % 2,
    club: clubs[index]!,
  }),
} as unknown as Dataset;

/** As many folds as groups; counts those that were made. */
function counting(): Splitter & { made: number; groups: unknown[] } {
  const splitter = {
    made: 0,
    groups: [] as unknown[],
    *split({ length, groups }: Parameters<Splitter['split']>[0]) {
      splitter.groups.push(groups === undefined ? undefined : Array.from(groups as ArrayLike<unknown>));
      for (let fold = 0; fold < 3; fold++) {
        splitter.made += 1;
        const all = Array.from({ length }, (_, index) => index);
        yield { train: all.filter((index) => index % 3 !== fold), test: all.filter((index) => index % 3 === fold) };
      }
    },
  };
  return splitter;
}

describe('the folds of training data', () => {
  it('are made when they are asked for, one after the other', async () => {
    const splitter = counting();
    const folds = await foldsOf(training, { splitter, groups: undefined });
    expect(splitter.made).toBe(0);
    expect((await folds.indices(1)).test).toEqual([1, 4]);
    expect(splitter.made).toBe(2);
    expect((await folds.indices(1)).test).toEqual([1, 4]);
    expect(splitter.made).toBe(2);
    expect((await folds.indices(0)).test).toEqual([0, 3]);
    expect((await folds.indices(2)).test).toEqual([2, 5]);
  });

  it('have sizes, and an end', async () => {
    const folds = await foldsOf(training, { splitter: counting(), groups: undefined });
    expect(await folds.sizes()).toEqual(Array(3).fill({ train: 4, test: 2 }));
    await expect(folds.indices(3)).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    const none = await foldsOf(training, { splitter: { *split() {} }, groups: undefined }); // prettier-ignore
    await expect(none.sizes()).rejects.toMatchObject({ code: 'LML_INCOMPLETE_LEARNER' });
  });

  it('have groups as given, or of a column', async () => {
    for (const groups of [clubs, 'club']) {
      const splitter = counting();
      const folds = await foldsOf(training, { splitter, groups });
      await folds.indices(0);
      expect([folds.groups, splitter.groups]).toEqual([clubs, [clubs]]);
    }
  });

  it('have the groups of the column group where nothing is said of them, in a part of a dataset too', async () => {
    const whole = columnarDataset(() => ({
      target: ndArray([0, 1, 0, 1, 0, 1]),
      group: ndArray(clubs),
      id: ndArray(BigInt64Array.of(7n, 7n, 8n, 8n, 9n, 9n)),
    }));
    await whole.open();
    for (const [data, expected] of [
      [whole, clubs],
      [subset(subset(whole, [5, 3, 1, 0]), [0, 2, 3]), ['c', 'a', 'a']],
    ] as const) {
      const splitter = counting();
      const folds = await foldsOf(data, { splitter, groups: undefined });
      await folds.indices(0);
      expect([folds.groups, splitter.groups]).toEqual([expected, [expected]]);
    }
    const folds = await foldsOf(whole, { splitter: counting(), groups: 'id' });
    expect(folds.groups).toEqual([7, 7, 8, 8, 9, 9]);
  });

  it('refuse groups of another number, and columns that are no groups', async () => {
    for (const groups of [['a'], 'input.0', 'nowhere'])
      await expect(foldsOf(training, { splitter: counting(), groups })).rejects.toHaveProperty('code');
  });
});
